import type { FieldGuess } from "./name-rules.ts";

/** Names and the interval of date and datetime columns; `after` names that come later than others are told by their rank below. */
export const MOMENT_RULES: readonly (readonly [names: string, field: FieldGuess])[] = [
  [
    "birth_date birthdate date_of_birth dob birthday born born_on geburtsdatum fecha_nacimiento fecha_de_nacimiento date_naissance date_de_naissance",
    { type: "person.birth_date" },
  ],
  [
    "hire_date hired_at hired_on hired joined joined_at start_of_employment employment_date",
    { type: "date", from: "now-15y", to: "now" },
  ],
  [
    "expires expires_at expiry_date expiration_date expires_on valid_until expiry expire_date",
    { type: "date", from: "now", to: "now+2y" },
  ],
  ["due_date due deadline required_date due_at due_on", { type: "date", from: "now-2y", to: "now+30d" }],
  ["release_date published published_at publication_date", { type: "date", from: "now-10y", to: "now" }],
];

/** Stages of a row's life: a column whose name ends in a word of a later stage is never before the column of an earlier one. */
export const STAGES: readonly string[] = [
  "created created_at created_on create_date creation_date date_created date_added added_at inserted_at registered registered_at signup_date opened_at open_date ordered_at order_date placed_at booked_at rental_date start_date started_at start start_time begin_date begins_at valid_from from_date effective_from date_from start_at received_at invoice_date issue_date issued_at hire_date join_date admitted_at check_in requested_at submitted_at effective_date",
  "first_response_at responded_at answered_at acknowledged_at viewed_at approved_at confirmed_at verified_at paid_at payment_date activated_at accepted_at scheduled_at processed_at assigned_at",
  "required_date due_date shipped_at shipped_date ship_date dispatched_at departed_at published_at",
  "delivered_at delivered_date delivery_date return_date returned_at end_date ended_at end end_time finish_date finished_at ends_at valid_to valid_until to_date effective_to date_to end_at completed_at completion_date closed_at close_date expires_at expiry_date expiration_date resolved_at cancelled_at canceled_at terminated_at termination_date leave_date discharged_at check_out thru_date",
  "updated updated_at updated_on update_date last_update last_updated modified modified_at modified_on modified_date date_modified last_modified changed_at date_updated",
  "deleted_at deleted_on archived_at removed_at",
];

/** Moments of a state, by the words before `_at`, and the states that know them. */
export const STATE_RULES: readonly (readonly [stem: string, states: string])[] = [
  ["paid", "paid settled refunded completed"],
  ["shipped", "shipped in_transit delivered returned completed"],
  ["dispatched", "dispatched shipped in_transit delivered"],
  ["delivered", "delivered returned completed"],
  ["returned", "returned"],
  ["cancelled", "cancelled canceled void voided"],
  ["canceled", "cancelled canceled void voided"],
  ["completed", "completed complete done finished closed"],
  ["finished", "completed complete done finished closed"],
  ["resolved", "resolved closed done"],
  ["closed", "closed resolved done won lost"],
  ["approved", "approved active funded closed completed"],
  ["rejected", "rejected declined"],
  ["published", "published archived"],
  ["archived", "archived"],
  ["deleted", "deleted removed"],
  ["failed", "failed error"],
  ["refunded", "refunded"],
  ["terminated", "terminated inactive left"],
];

/** Moments from which a row is there: what belongs to it comes later. */
export const BEGINNINGS =
  "created created_at created_on create_date creation_date date_created date_added added_at inserted_at registered registered_at registered_on registration_date signup_date signed_up signed_up_at joined joined_at joined_on join_date member_since customer_since opened_at opened_on open_date hire_date hired_at";

/** How long a moment comes after the one before it at most, as a datetime and as a date; `now` where it may be any time since. */
export const LAG_RULES: readonly (readonly [names: string, datetime: string, date: string])[] = [
  [
    "out checked_out check_out checkout clock_out clocked_out punch_out exit exited_at left_at exit_time time_out",
    "10h",
    "14d",
  ],
  ["logout logged_out logout_at logged_out_at signed_out_at session_end", "4h", "1d"],
  [
    "end_time shift_end finish_time stop_time ended_at finished_at stopped_at arrival arrival_time arrived_at arrives_at",
    "9h",
    "14d",
  ],
  ["shipped shipped_at shipped_date ship_date dispatched_at", "5d", "5d"],
  ["delivered delivered_at delivered_date delivery_date", "10d", "10d"],
  ["paid_at payment_date paid_on due_date due_at due_on", "30d", "30d"],
  ["first_response_at responded_at answered_at acknowledged_at", "1d", "1d"],
  ["approved_at confirmed_at verified_at accepted_at processed_at", "3d", "3d"],
  ["return_date returned_at returned_on", "21d", "21d"],
  ["discharged_at discharge_date", "12d", "12d"],
  ["resolved_at closed_at completed_at", "14d", "14d"],
  [
    "updated updated_at updated_on update_date last_update last_updated modified modified_at modified_on modified_date date_modified last_modified changed_at date_updated last_login last_login_at last_seen last_seen_at deleted_at deleted_on archived_at removed_at cancelled_at canceled_at terminated_at termination_date leave_date left_on churned_at unsubscribed_at",
    "now",
    "now",
  ],
];
