import { expect, test } from "vitest";
import { jobTitle, templateTitle, toTitle } from "./titles.ts";

test("names of templates are written as people write them", () => {
  expect(["bank", "iot_telemetry", "ecommerce", "user_profile"].map(toTitle)).toEqual([
    "Bank",
    "IoT telemetry",
    "E-commerce",
    "User profile",
  ]);
});

test("names that people gave stay as they are", () => {
  expect(templateTitle({ name: "our_people", builtin: false })).toBe("our_people");
  expect(jobTitle({ name: "load_test", template: "bank" })).toBe("load_test");
  expect(jobTitle({ name: "bank", template: "bank" })).toBe("Bank");
});
