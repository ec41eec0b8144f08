// Scripts of the desk. Every page works without them.
import { fetchCapture } from "./scripts/fetched";
import { watchKeys } from "./scripts/desk_keys";
import { askToHold, countDown, fetchAhead } from "./scripts/desk_sending";
import { openViewer } from "./scripts/desk_viewer";
import { onNewContent } from "./scripts/fragments";
import { offerFiltering } from "./scripts/filter";
import { guardAgainstDoubleSubmit } from "./scripts/once";
import { offerPasskeys } from "./scripts/passkeys";
import { showTools } from "./scripts/tools";

guardAgainstDoubleSubmit(document);
showTools(document);
offerPasskeys(document);
fetchCapture(document);
offerFiltering(document);
onNewContent(fetchCapture);
askToHold(document);
countDown(document);
fetchAhead(document);
watchKeys(document, openViewer(document));
