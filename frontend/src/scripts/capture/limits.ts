// From which figures on a photograph is worth taking again. They are the server's (materials/precheck/pixels.py); a test keeps both alike.
export const DARK_BELOW = 62;
export const SHARP_BELOW = 0.4;
export const SHARP_BELOW_UPRIGHT = 0.5; // sheets are photographed upright and their print is fine, cards lie across
export const STREAK_BELOW = 0.42;
export const MEGAPIXELS_BELOW = 0.35;
export const MEGAPIXELS_BELOW_UPRIGHT = 0.45;

// Long side, in pixels, of the picture that is measured, and of the one on which the page is found.
export const MEASURED_SIDE = 1600;
export const OUTLINE_SIDE = 240;

// Long side of a text paper as it is sent; an ECG, a fundus picture or a film is sent as large as the server takes it.
export const TEXT_SIDE = 2400;
export const WHOLE_SIDE = 4096;
