// Scripts of the desk. Every page works without them.
import "./scripts/fragments";
import { guardAgainstDoubleSubmit } from "./scripts/once";
import { showTools } from "./scripts/tools";
import { watchUploads } from "./scripts/upload";

guardAgainstDoubleSubmit(document);
showTools(document);
watchUploads(document);
