import { faker } from "@faker-js/faker";

const quoteText = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The twenty columns of the template `user`, made the usual way: one faker call per cell, one line of CSV per row. Returns bytes written. */
export function writeFakerUsers(rows: number, sink: (bytes: Uint8Array) => void): void {
  faker.seed(1);
  let text = "";
  for (let i = 0; i < rows; i++) {
    const sex = faker.person.sexType();
    const first = faker.person.firstName(sex);
    const last = faker.person.lastName(sex);
    const birth = faker.date.birthdate({ min: 18, max: 90, mode: "age" });
    const cells = [
      faker.string.uuid(),
      first,
      last,
      `${first} ${last}`,
      faker.internet.email({ firstName: first, lastName: last, provider: "example.com" }),
      faker.phone.number(),
      birth.toISOString().slice(0, 10),
      String(Math.floor((Date.now() - birth.getTime()) / 31_556_952_000)),
      sex,
      faker.location.streetAddress(),
      faker.location.city(),
      faker.location.state(),
      faker.location.zipCode(),
      faker.location.country(),
      faker.internet.username({ firstName: first, lastName: last }),
      faker.person.jobTitle(),
      faker.company.name(),
      String(faker.number.int({ min: 20_000, max: 200_000 })),
      faker.date.past({ years: 3 }).toISOString(),
      String(faker.datatype.boolean({ probability: 0.85 })),
    ];
    text += `${cells.map(quoteText).join(",")}\n`;
    if (text.length > 65_536) {
      sink(Buffer.from(text));
      text = "";
    }
  }
  sink(Buffer.from(text));
}
