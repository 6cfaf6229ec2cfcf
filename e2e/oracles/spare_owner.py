"""A hook of schemathesis: no request changes or removes the account that all requests are made with, whose id it learns on the way.
In the long form one of the administrators that were made did, and everything after it was answered 401."""
import os

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.path == "/api/access/users/{id}" and case.path_parameters.get("id") == os.environ["OWNER"]:
        case.path_parameters["id"] = os.environ["SOMEBODY"]
