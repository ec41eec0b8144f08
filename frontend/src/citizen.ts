// Scripts of the citizens' pages. Every page works without them.
import { onNewContent } from "./scripts/fragments";
import { offerFiltering } from "./scripts/filter";
import { guardAgainstDoubleSubmit } from "./scripts/once";
import { showTools } from "./scripts/tools";
import { offerReadingAloud } from "./scripts/aloud";
import { offerSigning } from "./scripts/signature";
import { watchUploads } from "./scripts/upload";

guardAgainstDoubleSubmit(document);
showTools(document);
offerReadingAloud(document);
offerSigning(document);
watchUploads(document);
offerFiltering(document);
onNewContent(watchUploads);
