import { wordSet } from "./lexicon.ts";

/** Words that changes of a schema are asked for with. */
export const ENGLISH_EDIT: Readonly<Record<string, ReadonlySet<string>>> = {
  editRemove: wordSet("remove delete drop without omit exclude"),
  editChange: wordSet("make set change update let turn"),
  editAdd: wordSet("add include insert give append"),
  editRename: wordSet("rename call"),
  editCalled: wordSet("called named renamed"),
  editName: wordSet("name"),
  // verbs that begin another change where they stand behind "and", "then" or a comma
  editBegin: wordSet("add insert append remove delete drop make set change update rename call"),
  editJoin: wordSet("and then ,"),
  editPolite: wordSet("please then and also can could you now ,"),
  editNoise: wordSet("the a an field fields column columns table tables called named please from of in and also , to"),
  editOf: wordSet("from of in on for"),
  editInto: wordSet("to for in on"),
  editTo: wordSet("to as into ->"),
  editTable: wordSet("table"),
  editField: wordSet("field column new"),
  editRows: wordSet("rows records"),
  editCounted: wordSet("per table each"),
};
