/** Written by scripts/client.ts from the OpenAPI document; never edited. */
interface Refused {
  headers: { [name: string]: unknown };
  content: { "application/problem+json": components["schemas"]["Problem"] };
}

export interface paths {
  "/api/access": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["AccessInfo"];
          };
        };
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/access/sign-up": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["SignUpInput"];
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Session"];
          };
        };
        400: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/access/sign-in": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["SignInInput"];
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Session"];
          };
        };
        400: Refused;
        401: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/access/link": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["LinkTokenInput"];
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Session"];
          };
        };
        400: Refused;
        401: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/access/sign-out": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        401: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/me": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Me"];
          };
        };
        401: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/access/password": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["PasswordChangeInput"];
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Session"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/access/keys": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": (components["schemas"]["ApiKey"])[];
          };
        };
        401: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ApiKeyOrderInput"];
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["NewApiKey"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/access/keys/{id}": {
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/access/users": {
    get: {
      parameters: {
        query?: {
          "page"?: number;
          "page_size"?: number;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["UserPage"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["UserDraftInput"];
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["User"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/access/users/{id}": {
    patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["UserChangeInput"];
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["User"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/access/audit": {
    get: {
      parameters: {
        query?: {
          "page"?: number;
          "page_size"?: number;
          "user_id"?: string;
          "from"?: string;
          "to"?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["AuditPage"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/access/signing-keys": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["RotationInput"];
        };
      };
      responses: {
        204: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/.well-known/jwks.json": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["PublicKeys"];
          };
        };
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/health": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Health"];
          };
        };
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/schema.json": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/schema+json": Record<string, unknown>;
          };
        };
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/data-types": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": (components["schemas"]["DataType"])[];
          };
        };
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/openapi.json": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": Record<string, unknown>;
          };
        };
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/jobs": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["JobOrderInput"];
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Job"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        502: Refused;
        503: Refused;
        "5XX": Refused;
      };
    };
    get: {
      parameters: {
        query?: {
          "status"?: "pending" | "generating" | "paused" | "completed" | "failed" | "cancelled";
          "q"?: string;
          "template"?: string;
          "backend"?: string;
          "from"?: string;
          "to"?: string;
          "page"?: number;
          "page_size"?: number;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["JobPage"];
          };
        };
        400: Refused;
        401: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/jobs/{id}": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Job"];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/jobs/{id}/status": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["JobStatus"];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/jobs/{id}/control": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ControlInput"];
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Job"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/jobs/{id}/chunks": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["ChunkMap"];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/jobs/{id}/events": {
    get: {
      parameters: {
        query?: {
          "since"?: number;
        };
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "text/event-stream": components["schemas"]["JobEvent"];
          };
        };
        204: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/jobs/{id}/preview": {
    get: {
      parameters: {
        query?: {
          "table"?: string;
          "from"?: number;
          "count"?: number;
        };
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Preview"];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/jobs/{id}/schema": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": Record<string, unknown>;
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/jobs/{id}/files": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": (components["schemas"]["JobFile"])[];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/jobs/{id}/files/{name}": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
          "name": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "text/csv": Blob;
            "application/json": (Record<string, unknown>)[];
            "application/jsonl": Blob;
            "application/vnd.apache.parquet": Blob;
            "application/vnd.apache.arrow.file": Blob;
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
            "application/sql": Blob;
            "application/gzip": Blob;
            "application/zip": Blob;
          };
        };
        206: {
          headers: { [name: string]: unknown };
          content: {
            "text/csv": Blob;
            "application/json": (Record<string, unknown>)[];
            "application/jsonl": Blob;
            "application/vnd.apache.parquet": Blob;
            "application/vnd.apache.arrow.file": Blob;
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
            "application/sql": Blob;
            "application/gzip": Blob;
            "application/zip": Blob;
          };
        };
        304: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        404: Refused;
        409: Refused;
        416: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/jobs/{id}/download": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "text/csv": Blob;
            "application/json": (Record<string, unknown>)[];
            "application/jsonl": Blob;
            "application/vnd.apache.parquet": Blob;
            "application/vnd.apache.arrow.file": Blob;
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
            "application/sql": Blob;
            "application/gzip": Blob;
            "application/zip": Blob;
          };
        };
        206: {
          headers: { [name: string]: unknown };
          content: {
            "text/csv": Blob;
            "application/json": (Record<string, unknown>)[];
            "application/jsonl": Blob;
            "application/vnd.apache.parquet": Blob;
            "application/vnd.apache.arrow.file": Blob;
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
            "application/sql": Blob;
            "application/gzip": Blob;
            "application/zip": Blob;
          };
        };
        304: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        404: Refused;
        409: Refused;
        416: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/jobs/{id}/certificate": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": Record<string, unknown>;
          };
        };
        206: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": Record<string, unknown>;
          };
        };
        304: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        404: Refused;
        409: Refused;
        416: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/jobs/{id}/exports": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ExportOrderInput"];
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": {
              "job": components["schemas"]["Job"];
            };
          };
        };
        202: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": {
              "publication": components["schemas"]["Publication"];
            };
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        502: Refused;
        503: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/generate": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["QuickStartInput"];
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Job"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/schema/validate": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ValidateOrderInput"];
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Validation"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/schema/preview": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["PreviewOrderInput"];
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Preview"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/schema/explain": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ExplainOrderInput"];
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Explanation"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/schema/extract": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ExtractOrderInput"];
          "multipart/form-data": {
            "file": Blob;
            "rows"?: string | undefined;
            "seed"?: string | undefined;
            "dialect"?: "postgres" | "mysql" | "sqlite" | "sqlserver" | undefined;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Extracted"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        502: Refused;
        503: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/templates": {
    get: {
      parameters: {
        query?: {
          "q"?: string;
          "builtin"?: "true" | "false";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": (components["schemas"]["Template"])[];
          };
        };
        400: Refused;
        401: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["TemplateDraftInput"];
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Template"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/templates/{id}": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Template"];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
    put: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["TemplateDraftInput"];
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Template"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        404: Refused;
        409: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/templates/{id}/versions": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": (components["schemas"]["TemplateVersion"])[];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/templates/{id}/versions/{version}": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
          "version": number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["TemplateVersion"];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/domains": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": (components["schemas"]["Domain"])[];
          };
        };
        401: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["DomainDraftInput"];
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Domain"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/domains/{id}": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Domain"];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
    put: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["DomainDraftInput"];
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Domain"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/datasets": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "multipart/form-data": {
            "file": Blob;
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Dataset"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
    get: {
      parameters: {
        query?: {
          "q"?: string;
          "page"?: number;
          "page_size"?: number;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["DatasetPage"];
          };
        };
        400: Refused;
        401: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/datasets/{id}": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Dataset"];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/datasets/{id}/file": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          "id": string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/octet-stream": Blob;
          };
        };
        206: {
          headers: { [name: string]: unknown };
          content: {
            "application/octet-stream": Blob;
          };
        };
        304: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        404: Refused;
        416: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/connections/test": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ConnectionTestInput"];
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["ConnectionView"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        502: Refused;
        503: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/connections/introspect": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["IntrospectOrderInput"];
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Introspection"];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        502: Refused;
        503: Refused;
        "5XX": Refused;
      };
    };
  };
  "/mcp": {
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["McpMessageInput"];
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "text/event-stream": components["schemas"]["McpEvent"];
          };
        };
        202: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/backends": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": (components["schemas"]["Backend"])[];
          };
        };
        401: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/analytics": {
    get: {
      parameters: {
        query?: {
          "from"?: string;
          "to"?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Analytics"];
          };
        };
        400: Refused;
        401: Refused;
        422: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/queue": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Queue"];
          };
        };
        401: Refused;
        403: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/settings": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Settings"];
          };
        };
        401: Refused;
        429: Refused;
        "5XX": Refused;
      };
    };
  };
  "/api/ready": {
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Ready"];
          };
        };
        429: Refused;
        503: {
          headers: { [name: string]: unknown };
          content: {
            "application/json": components["schemas"]["Ready"];
          };
        };
        "5XX": Refused;
      };
    };
  };
}

export interface components {
  schemas: {
    "AccessInfo": {
      "sign_up": "open" | "closed";
      "link": boolean;
    };
    "Analytics": {
      "from": string;
      "to": string;
      "total": {
        "jobs": number;
        "completed": number;
        "failed": number;
        "cancelled": number;
        "rows": number;
        "bytes": number;
        "rows_per_second": number | null;
        "seconds": number;
      };
      "days": ({
        "day": string;
        "jobs": number;
        "completed": number;
        "failed": number;
        "cancelled": number;
        "rows": number;
        "bytes": number;
        "rows_per_second": number | null;
      })[];
      "templates": ({
        "template": string;
        "jobs": number;
        "rows": number;
      })[];
      "formats": ({
        "format": string;
        "jobs": number;
        "bytes": number;
      })[];
      "backends": ({
        "backend": string;
        "jobs": number;
        "rows": number;
        "failed": number;
      })[];
      "failures": ({
        "code": string;
        "message": string;
        "times": number;
        "last_at": string;
      })[];
    };
    "ApiKey": {
      "id": string;
      "name": string;
      "prefix": string;
      "rate_limit": number | null;
      "created_at": string;
      "expires_at": string | null;
      "revoked_at": string | null;
      "last_used_at": string | null;
    };
    "ApiKeyOrderInput": {
      "name": string;
      "expires_at"?: string | undefined;
      "rate_limit"?: number | undefined;
    };
    "AuditLine": {
      "id": number;
      "at": string;
      "user": string | null;
      "via": string;
      "action": string;
      "target": string | null;
      "status": number;
      "request_id": string;
      "address": string | null;
    };
    "AuditPage": {
      "lines": (components["schemas"]["AuditLine"])[];
      "total": number;
      "page": number;
      "page_size": number;
    };
    "Backend": {
      "id": string;
      "name": string;
      "kind": "engine" | "llm";
      "ready": boolean;
      "llms": (string)[];
      "capabilities": (string)[];
    };
    "Chunk": {
      "file": string;
      "table": string;
      "from": number;
      "to": number;
      "state": "todo" | "running" | "done" | "failed";
      "attempts": number;
      "rows": number | null;
      "bytes": number | null;
      "sha256": string | null;
      "worker": string | null;
      "started_at": string | null;
      "finished_at": string | null;
    };
    "ChunkMap": {
      "map": string;
      "chunks": (components["schemas"]["Chunk"])[];
    };
    "ConnectionTestInput": {
      "address": string;
    };
    "ConnectionView": {
      "kind": "postgres" | "mysql";
      "address": string;
      "milliseconds": number;
      "tables": ({
        "name": string;
        "columns": number;
      })[];
    };
    "ControlInput": {
      "action": "pause" | "resume" | "cancel" | "retry";
    };
    "DataType": {
      "name": string;
      "summary": string;
      "example": Record<string, unknown>;
    };
    "Dataset": {
      "id": string;
      "name": string;
      "bytes": number;
      "sha256": string;
      "created_at": string;
      "url": string;
    };
    "DatasetPage": {
      "datasets": (components["schemas"]["Dataset"])[];
      "total": number;
      "page": number;
      "page_size": number;
    };
    "DestinationInput": {
      "to": string;
      "mode"?: "empty" | "append" | "truncate" | undefined;
      "create_tables"?: boolean | undefined;
    };
    "Domain": {
      "id": string;
      "name": string;
      "description": string;
      "topics": (string)[];
      "created_at": string;
      "changed_at": string;
    };
    "DomainDraftInput": {
      "name": string;
      "description"?: string | undefined;
      "topics"?: (string)[] | undefined;
    };
    "ExplainOrderInput": {
      "schema"?: Record<string, unknown> | string | undefined;
      "template"?: string | undefined;
      "template_version"?: number | undefined;
      "rows"?: number | undefined;
      "tables"?: Record<string, number> | undefined;
      "seed"?: number | string | undefined;
      "locale"?: string | undefined;
      "now"?: string | undefined;
      "column": string;
      "row": number;
    };
    "Explanation": {
      "column": string;
      "table": string;
      "name": string;
      "row": number;
      "value": unknown;
      "does": string;
      "stream": string;
      "via"?: string | undefined;
      "choice"?: string | undefined;
      "rule"?: string | undefined;
      "inputs": (components["schemas"]["Explanation"])[];
      "more"?: number | undefined;
    };
    "ExportOrderInput": {
      "format": "csv" | "json" | "jsonl" | "parquet" | "arrow" | "xlsx" | "sql";
      "options"?: components["schemas"]["FormatSettingsInput"] | undefined;
      "gzip"?: boolean | undefined;
    } | {
      "destination": components["schemas"]["DestinationInput"];
    } | {
      "store": string;
      "credentials"?: Record<string, string> | undefined;
      "confirm_price"?: string | undefined;
    };
    "ExtractOrderInput": {
      "from"?: "text" | "english" | "sql" | "prisma" | "json-schema" | undefined;
      "text": string;
      "dialect"?: "postgres" | "mysql" | "sqlite" | "sqlserver" | undefined;
      "locale"?: string | undefined;
      "rows"?: number | undefined;
      "seed"?: number | string | undefined;
    } | {
      "from": "dataset";
      "datasets": (string)[];
      "rows"?: number | undefined;
      "seed"?: number | string | undefined;
    } | {
      "from": "connection";
      "address": string;
      "statistics"?: boolean | undefined;
      "rows"?: number | undefined;
      "seed"?: number | string | undefined;
    } | {
      "from": "template";
      "template": string;
      "version"?: number | undefined;
    } | {
      "from": "edit";
      "schema": Record<string, unknown> | string;
      "text": string;
    };
    "Extracted": {
      "from": string;
      "schema": Record<string, unknown>;
      "text": string;
      "tables": number;
      "notes": (components["schemas"]["SchemaNote"])[];
      "changes"?: (components["schemas"]["SchemaChange"])[] | undefined;
      "origins"?: ({
        "path": string;
        "origin": "words" | "assumed";
        "words"?: string | undefined;
      })[] | undefined;
      "guesses"?: (components["schemas"]["SchemaGuess"])[] | undefined;
      "unread"?: (string)[] | undefined;
      "output"?: {
        "format"?: string | undefined;
        "rows"?: number | undefined;
      } | undefined;
    };
    "Fault": {
      "code": string;
      "message": string;
      "hint"?: string | undefined;
    };
    "FormatSettingsInput": {
      "delimiter"?: string | undefined;
      "header"?: boolean | undefined;
      "null_text"?: string | undefined;
      "guard_formulas"?: boolean | undefined;
      "compression"?: "snappy" | "zstd" | "none" | undefined;
      "dialect"?: "postgres" | "mysql" | "sqlite" | "sqlserver" | undefined;
      "create_table"?: boolean | undefined;
    };
    "Health": {
      "status": "ok";
      "version": string;
      "edition": number;
    };
    "IntrospectOrderInput": {
      "address": string;
      "statistics"?: boolean | undefined;
    };
    "Introspection": {
      "kind": "postgres" | "mysql";
      "address": string;
      "milliseconds": number;
      "tables": ({
        "name": string;
        "columns": number;
      })[];
      "extracted": components["schemas"]["Extracted"];
    };
    "Job": {
      "id": string;
      "name": string;
      "status": "pending" | "generating" | "paused" | "completed" | "failed" | "cancelled";
      "version": number;
      "kind": "files" | "load";
      "template": string | null;
      "backend": string;
      "region": string | null;
      "format": string;
      "gzip": boolean;
      "seed": number | string;
      "now": string;
      "edition": number;
      "priority": number;
      "timeout": number;
      "destination": string | null;
      "source": string | null;
      "progress": components["schemas"]["Progress"];
      "error": components["schemas"]["Fault"] | null;
      "notes": (components["schemas"]["Fault"])[];
      "moves": (components["schemas"]["JobMove"])[];
      "publications": (components["schemas"]["Publication"])[];
      "created_at": string;
      "started_at": string | null;
      "finished_at": string | null;
      "removed_at": string | null;
    };
    "JobEvent": {
      "id"?: string | undefined;
      "event": "init" | "start" | "progress" | "complete" | "error" | "shutdown";
      "data": string;
    };
    "JobFile": {
      "name": string;
      "table": string;
      "rows": number;
      "bytes": number | null;
      "etag": string | null;
      "type": string;
      "answers": boolean;
      "url": string;
    };
    "JobMove": {
      "at": string;
      "what": "paused" | "resumed" | "failed" | "retried";
      "message"?: string | undefined;
    };
    "JobOrderInput": {
      "schema"?: Record<string, unknown> | string | undefined;
      "template"?: string | undefined;
      "template_version"?: number | undefined;
      "name"?: string | undefined;
      "rows"?: number | undefined;
      "tables"?: Record<string, number> | undefined;
      "seed"?: number | string | undefined;
      "locale"?: string | undefined;
      "now"?: string | undefined;
      "format"?: "csv" | "json" | "jsonl" | "parquet" | "arrow" | "xlsx" | "sql" | undefined;
      "options"?: components["schemas"]["FormatSettingsInput"] | undefined;
      "gzip"?: boolean | undefined;
      "split"?: (number)[] | undefined;
      "dirty"?: number | undefined;
      "chunk_rows"?: number | undefined;
      "priority"?: number | undefined;
      "timeout"?: number | undefined;
      "region"?: string | undefined;
      "destination"?: components["schemas"]["DestinationInput"] | undefined;
    };
    "JobPage": {
      "jobs": (components["schemas"]["Job"])[];
      "total": number;
      "page": number;
      "page_size": number;
    };
    "JobStatus": {
      "id": string;
      "status": "pending" | "generating" | "paused" | "completed" | "failed" | "cancelled";
      "version": number;
      "progress": components["schemas"]["Progress"];
      "error": components["schemas"]["Fault"] | null;
    };
    "LinkTokenInput": {
      "token": string;
    };
    "McpEvent": {
      "event": "message";
      "data": string;
    };
    "McpMessageInput": {
      "jsonrpc": "2.0";
      "id"?: string | number | undefined;
      "method": string;
      "params"?: {
        "_meta"?: {
          "progressToken"?: string | number | undefined;
        } | undefined;
      } | undefined;
    };
    "Me": {
      "user": components["schemas"]["User"];
      "via": "session" | "token" | "key";
      "has_password": boolean;
    };
    "NewApiKey": {
      "id": string;
      "name": string;
      "prefix": string;
      "rate_limit": number | null;
      "created_at": string;
      "expires_at": string | null;
      "revoked_at": string | null;
      "last_used_at": string | null;
      "key": string;
    };
    "PasswordChangeInput": {
      "current"?: string | undefined;
      "password": string;
    };
    "Preview": {
      "tables": (components["schemas"]["TablePreview"])[];
    };
    "PreviewOrderInput": {
      "schema"?: Record<string, unknown> | string | undefined;
      "template"?: string | undefined;
      "template_version"?: number | undefined;
      "rows"?: number | undefined;
      "tables"?: Record<string, number> | undefined;
      "seed"?: number | string | undefined;
      "locale"?: string | undefined;
      "now"?: string | undefined;
      "table"?: string | undefined;
      "from"?: number | undefined;
      "count"?: number | undefined;
    };
    "Problem": {
      "type": string;
      "title": string;
      "status": number;
      "detail": string;
      "code": string;
      "hint"?: string | undefined;
      "request_id"?: string | undefined;
      "issues"?: (components["schemas"]["ProblemIssue"])[] | undefined;
    };
    "ProblemIssue": {
      "path": string;
      "code": string;
      "message": string;
      "hint"?: string | undefined;
    };
    "Progress": {
      "rows": number;
      "rows_done": number;
      "percent": number;
      "rows_per_second": number;
      "bytes": number;
      "eta_seconds": number | null;
      "chunks": number;
      "chunks_done": number;
      "worked_s": number;
      "tables": ({
        "table": string;
        "rows": number;
        "rows_done": number;
      })[];
    };
    "PublicKeys": {
      "keys": (Record<string, unknown>)[];
    };
    "Publication": {
      "id": string;
      "store": string;
      "state": "running" | "completed" | "failed";
      "links": ({
        "name": string;
        "url": string;
        "id"?: string | undefined;
        "gateway"?: string | undefined;
        "bytes": number;
      })[];
      "bytes"?: number | undefined;
      "bytes_done"?: number | undefined;
      "error": components["schemas"]["Fault"] | null;
      "created_at": string;
      "finished_at": string | null;
    };
    "Queue": {
      "waiting": number;
      "active": number;
      "failed": number;
      "workers": ({
        "id": string;
        "host": string;
        "region": string | null;
        "threads": number;
        "seen_at": string;
        "chunks": number;
      })[];
    };
    "QuickStartInput": {
      "data_type"?: string | undefined;
      "template"?: string | undefined;
      "record_count"?: number | undefined;
      "output_format"?: "csv" | "json" | "jsonl" | "parquet" | "arrow" | "xlsx" | "sql" | undefined;
      "seed"?: number | string | undefined;
      "locale"?: string | undefined;
      "dataType"?: string | undefined;
      "recordCount"?: number | undefined;
      "outputFormat"?: "csv" | "json" | "jsonl" | "parquet" | "arrow" | "xlsx" | "sql" | undefined;
    } | {
      "domain": string;
      "topics"?: (string)[] | undefined;
      "targetCount"?: number | undefined;
      "batchSize"?: number | undefined;
      "outputFormat"?: string | undefined;
      "modelName"?: string | undefined;
      "temperature"?: number | undefined;
    };
    "Ready": {
      "ready": boolean;
      "reasons": (string)[];
    };
    "RotationInput": {
      "forget"?: boolean | undefined;
    };
    "SchemaChange": {
      "kind": "added" | "removed" | "renamed" | "changed";
      "of": "schema" | "table" | "rows" | "field" | "rule";
      "path": string;
      "to"?: string | undefined;
      "before"?: unknown;
      "after"?: unknown;
      "parts"?: ({
        "name": string;
        "before"?: unknown;
        "after"?: unknown;
      })[] | undefined;
      "text": string;
    };
    "SchemaGuess": {
      "path": string;
      "text": string;
      "choices": ({
        "text": string;
        "changes": ({
          "path": string;
          "value"?: unknown;
        })[];
      })[];
    };
    "SchemaIssue": {
      "path": string;
      "code": string;
      "message": string;
      "hint"?: string | undefined;
      "line"?: number | undefined;
      "column"?: number | undefined;
    };
    "SchemaNote": {
      "path": string;
      "text": string;
      "choices"?: (string)[] | undefined;
    };
    "Session": {
      "token": string;
      "expires_at": string;
      "user": components["schemas"]["User"];
    };
    "Settings": {
      "database": string;
      "store": string;
      "min_records": number;
      "max_records": number;
      "max_jobs": number;
      "max_file_age_days": number;
      "rate_limit": number;
      "key_rate_limit": number;
    };
    "SignInInput": {
      "email": string;
      "password": string;
    };
    "SignUpInput": {
      "email": string;
      "password": string;
      "name"?: string | undefined;
    };
    "TableEstimate": {
      "table": string;
      "fields": number;
      "rows": number;
      "bytes": number;
      "seconds": number;
    };
    "TablePreview": {
      "table": string;
      "from": number;
      "total": number;
      "columns": ({
        "name": string;
        "kind": string;
      })[];
      "rows": (Record<string, unknown>)[];
    };
    "Template": {
      "id": string;
      "name": string;
      "summary": string;
      "builtin": boolean;
      "version": number;
      "uses": number;
      "text": string;
      "examples": Record<string, (Record<string, unknown>)[]>;
      "created_at": string | null;
      "changed_at": string | null;
    };
    "TemplateDraftInput": {
      "name": string;
      "summary"?: string | undefined;
      "text": string;
      "examples"?: Record<string, (Record<string, unknown>)[]> | undefined;
      "note"?: string | undefined;
    };
    "TemplateVersion": {
      "version": number;
      "text": string;
      "note": string;
      "created_at": string | null;
    };
    "User": {
      "id": string;
      "email": string;
      "name": string;
      "role": "admin" | "member";
      "disabled": boolean;
      "created_at": string;
    };
    "UserChangeInput": {
      "name"?: string | undefined;
      "role"?: "admin" | "member" | undefined;
      "disabled"?: boolean | undefined;
      "password"?: string | undefined;
    };
    "UserDraftInput": {
      "email": string;
      "password": string;
      "name"?: string | undefined;
      "role"?: "admin" | "member" | undefined;
    };
    "UserPage": {
      "users": (components["schemas"]["User"])[];
      "total": number;
      "page": number;
      "page_size": number;
    };
    "ValidateOrderInput": {
      "schema"?: Record<string, unknown> | string | undefined;
      "template"?: string | undefined;
      "template_version"?: number | undefined;
      "rows"?: number | undefined;
      "tables"?: Record<string, number> | undefined;
      "seed"?: number | string | undefined;
      "locale"?: string | undefined;
      "now"?: string | undefined;
    };
    "Validation": {
      "valid": boolean;
      "issues": (components["schemas"]["SchemaIssue"])[];
      "plan"?: {
        "edition": number;
        "seed": number | string;
        "now": string;
        "tables": (components["schemas"]["TableEstimate"])[];
        "total": {
          "rows": number;
          "bytes": number;
          "seconds": number;
          "threads": number;
        };
      } | undefined;
    };
  };
}
