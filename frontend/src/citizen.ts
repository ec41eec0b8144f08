// Scripts of the citizens' pages. Every page works without them.
import { fetchCapture } from "./scripts/fetched";
import { onNewContent } from "./scripts/fragments";
import { offerFiltering } from "./scripts/filter";
import { guardAgainstDoubleSubmit } from "./scripts/once";
import { beInstallable } from "./scripts/installed";
import { offerPushes, openMiniPages } from "./scripts/told";
import { showTools } from "./scripts/tools";
import { offerReadingAloud } from "./scripts/aloud";
import { offerSigning } from "./scripts/signature";
import { offerSpeaking } from "./scripts/voice";

guardAgainstDoubleSubmit(document);
showTools(document);
offerReadingAloud(document);
offerSigning(document);
offerSpeaking(document);
fetchCapture(document);
offerFiltering(document);
onNewContent(fetchCapture);
offerPushes(document);
openMiniPages(document);
beInstallable(document);
