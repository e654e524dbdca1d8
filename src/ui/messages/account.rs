//! Words about one's own account: where one is signed in, and what others did to one's way in.
use crate::domain::device::{Browser, System};

pub const SESSIONS: &str = "Where you are signed in";
pub const SESSIONS_EXPLAINED: &str = "Each line is one sign-in. It ends by itself half an hour after its last use, and eight hours after it began. If you do not know one, end it and change your password.";
pub const DEVICE: &str = "Device";
pub const ADDRESS: &str = "Address";
pub const SINCE: &str = "Since";
pub const LAST_SEEN: &str = "Last seen";
pub const THIS_ONE: &str = "This one";
pub const END: &str = "End";
pub const END_OTHERS: &str = "End all others";
pub const ENDED: &str = "It is ended";
pub const ENDED_BODY: &str = "That browser can do nothing any more, from this moment on. What was saved there is safe.";
pub const ENDED_OTHERS: &str = "All others are ended";
pub const ENDED_OTHERS_BODY: &str = "You are signed in here and nowhere else. What was saved there is safe.";
pub const ONLY_THIS: &str = "You are signed in here and nowhere else.";
pub const SIGN_OUT_HERE: &str = "Sign out";

fn browser(browser: Browser) -> &'static str {
    match browser {
        Browser::Chrome => "Chrome",
        Browser::Edge => "Edge",
        Browser::Firefox => "Firefox",
        Browser::Opera => "Opera",
        Browser::Safari => "Safari",
        Browser::Samsung => "Samsung Internet",
        Browser::Unknown => "A browser",
    }
}

fn system(system: System) -> &'static str {
    match system {
        System::Android => "Android",
        System::ChromeOs => "ChromeOS",
        System::Ipad => "an iPad",
        System::Iphone => "an iPhone",
        System::Linux => "Linux",
        System::Mac => "a Mac",
        System::Windows => "Windows",
        System::Unknown => "a device we do not know",
    }
}

/// "Firefox on Windows".
pub fn device(known: Browser, on: System) -> String {
    format!("{} on {}", browser(known), system(on))
}

/// Follows a button's word for those who hear the page.
pub fn end_what(device: &str, since: &str) -> String {
    format!(": {device}, since {since}")
}

/// What somebody did to an account, after their name.
pub fn did(action: &str) -> Option<&'static str> {
    Some(match action {
        "reset_asked" => {
            "asked for a new way in to your account. It opens nothing until a second person agrees. If you did not want this, tell HR or the director now"
        }
        "reset_sign_off" => "asks for a second person to agree to a new way in",
        "reset_agreed" => "agreed to a new way in to your account. If you did not want this, tell HR or the director now",
        "reset_agreed_to_asker" => "agreed to the new way in you asked for; its link works now",
        "reset_refused" => "did not agree to a new way in",
        "reset_made" => "made a one-time link for a new password of yours. If you did not want this, tell HR now",
        "reset_used" => {
            "let a new password be set for you through a one-time link. All your sessions were ended. If that was not you, tell HR now"
        }
        "directory_granted" => "gave you a role, because of your groups in the company's directory",
        "directory_revoked" => "took a role from you, because of your groups in the company's directory",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_reads_like_a_sentence() {
        assert_eq!(device(Browser::Firefox, System::Windows), "Firefox on Windows");
        assert_eq!(device(Browser::Unknown, System::Unknown), "A browser on a device we do not know");
    }
}
