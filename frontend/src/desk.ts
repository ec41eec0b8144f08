// Scripts of the desk. Every page works without them.
import { onNewContent } from "./scripts/fragments";
import { offerFiltering } from "./scripts/filter";
import { guardAgainstDoubleSubmit } from "./scripts/once";
import { showTools } from "./scripts/tools";
import { watchUploads } from "./scripts/upload";

guardAgainstDoubleSubmit(document);
showTools(document);
watchUploads(document);
offerFiltering(document);
onNewContent(watchUploads);
