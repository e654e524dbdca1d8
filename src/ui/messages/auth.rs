//! Words of the pages that let people in: sign-in, invitation, set-up, password.
use crate::domain::password::MIN;

pub const SIGN_IN: &str = "Sign in";
pub const LOGIN: &str = "Employee id or email";
pub const PASSWORD: &str = "Password";
pub const NO_PASSWORD: &str = "No password yet, or forgotten it? Ask HR for a one-time link.";
pub const SIGNED_OUT: &str = "You are signed out";
pub const SIGNED_OUT_BODY: &str = "Nobody can go on in your name in this browser. What you saved is safe.";
pub const SIGN_IN_FIRST: &str = "Sign in to go on";
pub const SIGN_IN_FIRST_BODY: &str = "You land on the page you asked for.";
pub const ALREADY_IN_BODY: &str = "Signing in again, as the same or another person, ends that session in this browser.";
pub const TO_HOME: &str = "To your home page";
pub const TO_SIGN_IN: &str = "To the sign-in page";

pub const DEMO_ACCOUNTS: &str = "Demo accounts";
pub const DEMO_EXPLAINED: &str = "Everybody here is invented. Pick somebody to look around as.";

pub const SHOW: &str = "Show";
pub const CURRENT_PASSWORD: &str = "Current password";
pub const NEW_PASSWORD: &str = "New password";
pub const NEW_AGAIN: &str = "New password again";
pub const AGAIN_HINT: &str = "The same once more, so that a slip does not lock you out.";

pub const INVITATION: &str = "Choose your password";
pub const INVITATION_FOR: &str = "This link is for";
pub const INVITATION_LOGIN: &str = "You sign in with";
pub const INVITATION_EXPIRES: &str = "It works until";
pub const NOT_YOU: &str = "Not you? Close this page and tell HR: whoever uses the link chooses the password.";
pub const ACCEPT: &str = "Save password and sign in";

pub const EXPIRED: &str = "This link does not work any more";
pub const EXPIRED_WHY: &str = "A link works once and for seven days, and a newer one replaces it. Nothing was changed.";
pub const EXPIRED_WHAT: &str = "What you can do";
pub const EXPIRED_USED: &str = "If you used it before, sign in with the password you chose then.";
pub const EXPIRED_ASK: &str = "If not, ask HR for a new link. They make one in a moment.";
pub const EXPIRED_COPY: &str = "If you copied it from a mail or from paper, check that nothing is missing at its end.";

pub const SETUP: &str = "Set up pa-assistant";
pub const SETUP_EXPLAINED: &str =
    "You become the first HR administrator. Next you import the employees and open the fiscal year.";
pub const SETUP_ABOUT: &str = "About you";
pub const SETUP_PASSWORD: &str = "Your password";
pub const EMPLOYEE_NO: &str = "Employee id";
pub const EMPLOYEE_NO_HINT: &str = "As on your badge and in the employee file, for example EMP0001. You can sign in with it.";
pub const FULL_NAME: &str = "Full name";
pub const EMAIL: &str = "Email";
pub const EMAIL_HINT: &str = "You can sign in with this as well.";
pub const SETUP_DO: &str = "Create the account and sign in";
pub const SETUP_EXPIRED: &str = "This set-up link does not work any more";
pub const SETUP_EXPIRED_WHY: &str = "A set-up link works once, and only while there is no administrator.";
pub const SETUP_EXPIRED_USED: &str = "If somebody has set this server up, sign in, or ask them for an invitation.";
pub const SETUP_EXPIRED_NEW: &str =
    "If nobody has, restart the server and take the newest link from its log, or run pa-assistant create-admin.";

pub const CHANGE: &str = "Change password";
pub const CHANGE_DO: &str = "Change password";
pub const MUST_CHANGE: &str = "Choose a password of your own first";
pub const MUST_CHANGE_BODY: &str =
    "The one you signed in with was set by somebody else, so they may know it. Everything else opens when you have changed it.";
pub const CHANGE_EXPLAINED: &str = "You stay signed in here. Sign in with the new password from now on.";

/// What a password must be (R44), said before it is typed.
pub fn password_hint() -> String {
    format!("At least {MIN} characters. Four unrelated words are easy to keep in mind and hard to guess.")
}

pub fn already_in(name: &str) -> String {
    format!("You are signed in as {name}")
}
