"""Rows per second of Python generators writing a people table of twenty columns as CSV to nowhere, one JSON line each.

Run by bench/claims/peers.ts in a virtual environment of its own.
"""

import io
import json
import sys
import time


class Nowhere(io.TextIOBase):
    def write(self, text):
        return len(text)


def rate(rows, make):
    import csv

    writer = csv.writer(Nowhere())
    make(writer, 100)
    start = time.perf_counter()
    make(writer, rows)
    return rows / (time.perf_counter() - start)


def python_faker(writer, rows):
    from faker import Faker

    f = Faker("en_US")
    Faker.seed(1)
    for _ in range(rows):
        first, last = f.first_name(), f.last_name()
        writer.writerow([
            f.uuid4(), first, last, f"{first} {last}", f.safe_email(), f.phone_number(), f.date_of_birth(minimum_age=18, maximum_age=90),
            f.random_int(18, 90), f.random_element(("Male", "Female")), f.street_address(), f.city(), f.state(), f.postcode(), f.country(),
            f.user_name(), f.job(), f.company(), f.random_int(20000, 200000), f.date_time_between("-3y"), f.boolean(85),
        ])


def mimesis(writer, rows):
    from mimesis import Address, Cryptographic, Datetime, Development, Finance, Internet, Numeric, Person
    from mimesis.locales import Locale

    p, a, d, n, c = Person(Locale.EN, seed=1), Address(Locale.EN, seed=1), Datetime(Locale.EN, seed=1), Numeric(seed=1), Cryptographic(seed=1)
    f, dev = Finance(Locale.EN, seed=1), Development(seed=1)
    for _ in range(rows):
        first, last = p.first_name(), p.last_name()
        writer.writerow([
            c.uuid(), first, last, f"{first} {last}", p.email(domains=["example.com"]), p.phone_number(), d.date(1936, 2008),
            n.integer_number(18, 90), p.gender(), a.address(), a.city(), a.state(), a.zip_code(), a.country(),
            p.username(), p.occupation(), f.company(), n.integer_number(20000, 200000), d.datetime(2023, 2026), dev.boolean(),
        ])


def misata(rows):
    """Misata's own door: a story to tables in memory, without writing them."""
    import misata as m

    start = time.perf_counter()
    tables = m.generate(f"A people table with {rows} customers with name, email, phone, age, gender, city, state, country, salary and signup date", seed=1)
    made = sum(len(t) for t in tables.values())
    return made / (time.perf_counter() - start), {name: list(t.columns) for name, t in tables.items()}


def main():
    rows = int(sys.argv[1])
    for name, make in (("Python Faker", python_faker), ("mimesis", mimesis)):
        print(json.dumps({"name": name, "rate": rate(rows, make)}), flush=True)
    speed, columns = misata(rows * 20)
    width = max(len(c) for c in columns.values())
    print(json.dumps({"name": f"Misata, in memory only, {width} columns at most", "rate": speed}), flush=True)


main()
