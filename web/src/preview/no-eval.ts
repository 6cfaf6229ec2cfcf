import { config } from "zod";

// The content policy forbids code from text. Zod would try, for every visit: the refusal costs a tenth of the worker's start and is told to the console.
config({ jitless: true });
