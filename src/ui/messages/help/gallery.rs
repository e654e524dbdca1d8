//! Words of the gallery that shows every component in every state: names of specimens and sample texts.
pub const TITLE: &str = "Components";
pub const INTRO: &str = "Every component and state once, with invented data. For whoever builds or checks pages.";

pub const BUTTONS: &str = "Buttons";
pub const DEFAULT: &str = "Default";
pub const PRIMARY: &str = "Primary";
pub const APPROVE: &str = "Approve";
pub const DANGER: &str = "Danger";
pub const QUIET: &str = "Quiet";
pub const SMALL: &str = "Small";
pub const DISABLED: &str = "Disabled";
pub const EXPLAINS: &str = "Explains itself";
pub const BUSY: &str = "Sending…";
pub const ICON_ONLY: &str = "Icon only";
pub const LINK: &str = "A link as a button";

pub const ICONS: &str = "Icons";
pub const SWATCHES: &str = "Colours";
pub const STATE_BADGES: &str = "State badges";
pub const ROLE_BADGES: &str = "Role badges";
pub const BADGES: &str = "Badges, tags, ranks";
pub const TAG: &str = "Delegated";
pub const MODIFIED: &str = "Modified";
pub const RANKS: [&str; 2] = ["B+", "A+"];
pub const ADJUSTED: &str = "adjusted";
pub const TONES: [(&str, &str); 5] =
    [("neutral", "Neutral"), ("info", "Information"), ("success", "Complete"), ("warning", "Ends soon"), ("danger", "Overdue")];
pub const PEOPLE: &str = "People";
pub const MOMENTS: &str = "Moments and facts";

pub const BANNERS: &str = "Banners";
pub const BANNER_TITLE: &str = "What happened, in a few words";
pub const BANNER_BODY: &str = "What is safe, and what to do about it.";
pub const BANNER_ACTION: &str = "Do it";
pub const FORM_ERRORS: &str = "Errors above a form";
pub const EMPTY: &str = "Empty state";
pub const EMPTY_TITLE: &str = "Nothing is waiting for you";
pub const EMPTY_BODY: &str = "We will tell you when Akira submits.";
pub const SKELETON: &str = "Loading";
pub const ERROR_PAGE: &str = "Page that could not be shown";

pub const FIELDS: &str = "Fields";
pub const FIELD: &str = "One line";
pub const FIELD_HINT: &str = "A hint below the label.";
pub const FIELD_VALUE: &str = "What somebody typed";
pub const FIELD_DATE: &str = "A day";
pub const AREA: &str = "Several lines";
pub const AREA_WRONG: &str = "Several lines, refused";
pub const AREA_HIDDEN: &str = "Several lines with a hidden label";
pub const SELECT: &str = "A choice";
pub const SELECT_ONE: &str = "First";
pub const SELECT_TWO: &str = "Second, with rather more words than the first";
pub const CHECKBOX: &str = "Remember this table";
pub const RADIO: &str = "Difficulty";
pub const WEIGHT: &str = "Weight";
pub const PERCENT: &str = "%";
pub const READONLY: &str = "Read only, with\nits line breaks kept.";
pub const SEARCH: &str = "Search people";
pub const FILE: &str = "Choose a file";
pub const HOSTILE: &str = "</textarea><script>alert(1)</script> & <img src=x onerror=alert(2)> \u{202e}txet";

pub const SAVE_STATES: &str = "Save states";
/// State, icon, words.
pub const SAVES: [(&str, &str, &str); 6] = [
    ("saved", "cloud", "Saved 14:02"),
    ("saving", "cloud", "Saving…"),
    ("unsaved", "edit", "Not saved yet"),
    ("offline", "cloud-off", "No connection; kept in this browser"),
    ("error", "error", "Could not be saved; trying again"),
    ("conflict", "warning", "Changed elsewhere"),
];

pub const MENUS: &str = "Menus and folds";
pub const MENU: &str = "More";
pub const DUPLICATE: &str = "Duplicate";
pub const REMOVE: &str = "Remove";
pub const FOLD: &str = "How is this computed";
pub const FOLD_BODY: &str = "Weight times difficulty times rating, added up.";
pub const STEPS: &str = "Steps";
pub const STEP_NAMES: [&str; 3] = ["Who", "Whom", "When"];
pub const CHECKLIST: &str = "Checklist";
pub const CHECK_DONE: &str = "Every target has a KPI";
pub const CHECK_MISSING: &str = "The weights total 88 %";
pub const DIALOG: &str = "Dialog";
pub const DIALOG_TITLE: &str = "Ask for changes";
pub const DIALOG_BODY: &str = "Akira Sato reads your comment and edits the targets again.";

pub const TABLE: &str = "Table";
pub const TABLE_CAPTION: &str = "Three people and a long name";
pub const PERSON: &str = "Person";
pub const SCORE: &str = "Score";
pub const CHIPS: &str = "Filters";
pub const CHIP: &str = "Draft";
pub const PAGES: &str = "Pages";
pub const BARS: &str = "Bars and figures";
pub const LEFT: &str = "12 % left to give";
pub const EXACT: &str = "All given";
pub const OVER: &str = "4 % too much";
pub const FIGURE: &str = "Ending within 14 days";
pub const FIGURE_NOTE: &str = "of 31 running";
pub const TIMELINES: &str = "Timelines";
pub const SUBMISSIONS: &str = "What was handed over, with what changed";
pub const HISTORY: &str = "History";
pub const NO_HISTORY: &str = "History without events";
pub const QUOTE: &str = "Quotes, keys, code";
pub const QUOTE_TEXT: &str = "Please name a measure.\nThe rest is clear.";
pub const CODE: &str = "employee_id,full_name,email,department";
pub const CARDS: &str = "Cards";
pub const CARD: &str = "A card";
pub const CARD_QUIET: &str = "A quiet card";
pub const CARD_BODY: &str = "Solid where text is dense.";
pub const FATES: &str = "Fates of imported rows";

pub const AKIRA: &str = "Akira Sato";
pub const BOB: &str = "Bob Tanaka";
pub const ALICE: &str = "Alice Mori";
pub const LONG_NAME: &str = "Maria-Magdalena Wolfeschlegelsteinhausenbergerdorff de la Santísima Trinidad y Aguirre";
pub const EMPLOYEE_NO: &str = "EMP0042";
pub const DEPARTMENT: &str = "Platform";
pub const GRADE: &str = "G4";
pub const JOB: &str = "Developer";
pub const YEAR: &str = "FY 2026";
pub const DAY: &str = "12 May 2026";
pub const TIME: &str = "14:02";
pub const INITIALS: &str = "AS";
pub const SIXTY: &str = "60 %";
pub const KEY: &str = "?";
pub const FULL: &str = "12 May 2026, 14:02 JST";
pub const ISO: &str = "2026-05-12T05:02:00Z";
pub const DUE: &str = "31 May 2026";
pub const ROLE_TEXT: &str = "Keeps the checkout running.";
pub const GOAL_TEXT: &str = "Lead a team that ships weekly.";
pub const TASK: &str = "Halve checkout errors.";
pub const KPI: &str = "From 14 to below 7 per 1,000 orders by 28 February.";
pub const KPI_BEFORE: &str = "Fewer errors.";
pub const COMMENT: &str = "Please name a measure.";
