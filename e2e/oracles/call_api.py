"""Serves the platform on its embedded database and calls every operation of its API as its own OpenAPI document says, and
otherwise: call_api.py FOLDER. API_EXAMPLES sets how many requests of each operation schemathesis draws: 1,000 in the long form."""
import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.request

EXAMPLES = int(os.environ.get("API_EXAMPLES") or 10)
KEY = "a-key-of-the-operator-0123456789"
TEMPLATE = "tables: { t: { rows: 5, fields: { id: sequence, n: { type: integer, min: 1, max: 9 } } } }"
# A key cannot sign out, and its owner's password is not changed under it; of users only those made here are removed.
LEFT_OUT = ["/api/access/sign-out", "/api/access/password"]
# Databases, stores and whatever else addresses name need not be there.
REACHING_OUT = "^/api/(connections/|schema/extract|jobs$|jobs/{id}/exports)"

folder = pathlib.Path(sys.argv[1]).resolve()
folder.mkdir(parents=True, exist_ok=True)
root = pathlib.Path(__file__).parents[2]
environment = {
    **os.environ,
    "SEMBLANCE_HOME": str(folder / "home"),
    "API_KEY": KEY,
    "SIGN_UP": "open",
    "LOG_LEVEL": os.environ.get("LOG_LEVEL", "error"),
    "MAX_RECORDS": "2000",
    **dict.fromkeys(("MAX_JOBS", "RATE_LIMIT", "KEY_RATE_LIMIT"), "1000000000"),
}
server = subprocess.Popen(
    ["node", "scripts/setup.mjs", "host/src/cli/main.ts", "serve", "--port", "0", "--workers", "1", "--json"],
    cwd=root, env=environment, stdout=subprocess.PIPE, stderr=(folder / "server.log").open("w"), text=True,
)


def post(path, body, media="application/json"):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(url + path, data, {"Content-Type": media, "X-API-Key": KEY})
    return json.load(urllib.request.urlopen(request))["id"]


def get(path):
    return urllib.request.urlopen(urllib.request.Request(url + path, headers={"X-API-Key": KEY})).read()


def upload(name, rows):
    form = f'--cut\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n{rows}\r\n--cut--\r\n'
    return post("/api/datasets", form.encode(), "multipart/form-data; boundary=cut")


def things():
    """Ids that requests are about, by the part of the path behind /api/."""
    jobs = [post("/api/jobs", {"template": "user", "rows": 50, "format": format}) for format in ("csv", "json", "xlsx")]
    for job in jobs:
        get(f"/api/jobs/{job}/events")  # ends with the job
    email = "somebody@example.com"
    return {
        "jobs": jobs,
        "templates": [post("/api/templates", {"name": "mine", "text": TEMPLATE}), "ecommerce"],
        "domains": [post("/api/domains", {"name": "mine"})],
        "datasets": [upload("people.csv", "id,name\n1,Ann\n2,Bo")],
        "access/users": [post("/api/access/users", {"email": email, "password": "correct horse battery"})],
    }


def settings(ids):
    """What schemathesis is told, as TOML."""
    known = json.dumps
    lines = [
        f"hooks = {known(str(pathlib.Path(__file__).with_name('spare_owner.py')))}",
        "seed = 1", "continue-on-failure = true", "request-timeout = 120", "warnings = false",
        f'[headers]\n"X-API-Key" = "{KEY}"',
        f'[generation]\ndatabase = "none"\nmax-examples = {EXAMPLES}',
        "[phases.stateful]\nmax-steps = 6",
        f"[phases.stateful.generation]\nmax-examples = {max(10, EXAMPLES // 5)}",
        # What is as described is never answered 400: what descriptions cannot say is 422.
        '[checks.positive_data_acceptance]\nexpected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 422, 429, 502, 503]',
        *(f"[dictionaries.ids-{k}]\nvalues = {known(values)}" for k, values in enumerate(ids.values())),
        '[dictionaries.files]\nvalues = ["user.csv", "user.json", "user.xlsx"]',
        f"[[operations]]\ninclude-path = {known(LEFT_OUT)}\nenabled = false",
        f'[[operations]]\ninclude-path-regex = "{REACHING_OUT}"',
        '[operations.checks.not_a_server_error]\nexpected-statuses = ["2xx", "3xx", "4xx", 502, 503]',
    ]
    for k, name in enumerate(ids):
        # What is removed has to be something else, or there would be nothing left to ask about.
        lines.append(f'[[operations]]\ninclude-path-regex = "^/api/{name}/[{{]id[}}]"\nexclude-method = "DELETE"')
        lines.append(f'[operations.parameters]\n"path.id" = {{ dictionary = "ids-{k}", probability = 0.8 }}')
        if name == "jobs":
            lines.append('"path.name" = { dictionary = "files", probability = 0.8 }')
        if name == "datasets":
            lines.append('[[operations]]\ninclude-path = "/api/schema/extract"')
            lines.append(f'[operations.parameters]\n"body.datasets[*]" = {{ dictionary = "ids-{k}", probability = 0.8 }}')
    return "\n".join(lines)


try:
    found = next(filter(None, (re.search(r'"url": *"([^"]+)"', line) for line in server.stdout)), None)
    if found is None:
        sys.exit(f"the server did not start: {(folder / 'server.log').read_text()[-2000:]}")
    url = found[1]
    toml = folder / "schemathesis.toml"
    ids = things()
    toml.write_text(settings(ids))
    accounts = {"OWNER": json.loads(get("/api/me"))["user"]["id"], "SOMEBODY": ids["access/users"][0]}
    judge = pathlib.Path(sys.executable).with_name("schemathesis")
    reports = ["--report", "json", "--report-json-path", str(folder / "report.json")]
    # In one thread: two that parse its own sources at the same time end it (CPython 3.11: "AST constructor recursion depth mismatch").
    command = [judge, "--config-file", toml, "run", f"{url}/api/openapi.json", "--workers", "1", "--no-color", *reports]
    with (folder / "output.txt").open("w") as output:
        code = subprocess.run(command, cwd=folder, env={**os.environ, **accounts}, stdout=output, stderr=subprocess.STDOUT).returncode
finally:
    server.terminate()
    server.wait()

told = (folder / "output.txt").read_text()
if code != 0:
    sys.exit(told[-20_000:])
print(told[told.index("API Operations:") :].split("Reports:")[0].strip())
