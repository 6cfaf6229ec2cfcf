/** A small document in which most things happen. */
export const SMALL = `version: 1
name: small
seed: 42
now: 2026-01-01
tables:
  people:
    rows: 20_000
    fields:
      id: { type: sequence, key: true }
      name: { type: person.full_name }
      age: { type: integer, min: 18, max: 80 }
      note: { type: category, values: { gift: 2, express: 1 }, null: 0.4 }
  visits:
    rows: 1_000_000_000
    fields:
      id: { type: uuid, key: true }
      person_id: { type: reference, to: people.id }
      at: { type: datetime, from: 2024-01-01, to: now }
      price: { type: decimal, scale: 2, min: 1, max: 500 }
`;
