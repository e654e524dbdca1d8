//! A browser that signed in before (R45). Its cookie is bound to one account and to that account's present password, and opens
//! nothing: it only counts its attempts in a bucket of its own, so that whoever floods an account with guesses does not keep its
//! owner out. Nothing about it is stored.
use crate::{
    domain::{ids::PersonId, time::Timestamp},
    server::{entropy, repo::access::Holder},
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

pub const COOKIE: &str = "pa_device";
/// Half a year after the last sign-in.
pub const LIFETIME: i64 = 180 * 86_400;

fn mac(secret: &str, person: PersonId, issued: i64, nonce: &str, password_hash: Option<&str>) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(b"pa-assistant device 1");
    mac.update(&person.0.to_be_bytes());
    mac.update(&issued.to_be_bytes());
    mac.update(nonce.as_bytes());
    mac.update(&Sha256::digest(password_hash.unwrap_or_default().as_bytes()));
    Some(mac)
}

/// The cookie's value for a browser that has just proved its password. A known browser keeps its nonce.
pub fn issue(secret: &str, holder: &Holder, known: Option<String>, now: Timestamp) -> Option<String> {
    let nonce = known.unwrap_or_else(entropy::short_id);
    let mac = mac(secret, holder.id, now.0, &nonce, holder.password_hash.as_deref())?;
    Some(format!("{}.{}.{nonce}.{}", holder.id, now.0, hex::encode(mac.finalize().into_bytes())))
}

/// The nonce of a cookie that belongs to this account and is still good.
pub fn recognise(secret: &str, cookie: &str, holder: &Holder, now: Timestamp) -> Option<String> {
    let mut parts = cookie.split('.');
    let (person, issued, nonce, seal) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let (person, issued): (i64, i64) = (person.parse().ok()?, issued.parse().ok()?);
    let is_young = (0..LIFETIME).contains(&now.seconds_since(Timestamp(issued)));
    if person != holder.id.0 || !is_young || nonce.len() > 64 || parts.next().is_some() {
        return None;
    }
    let mac = mac(secret, holder.id, issued, nonce, holder.password_hash.as_deref())?;
    mac.verify_slice(&hex::decode(seal).ok()?).ok().map(|()| nonce.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_775_811_600_000_000);
    const SECRET: &str = "a secret of thirty-two characters";

    fn holder(id: i64, hash: &str) -> Holder {
        Holder {
            id: PersonId(id),
            full_name: String::new(),
            employee_no: String::new(),
            email: String::new(),
            password_hash: Some(hash.into()),
            must_change: false,
            epoch: 0,
            barred: false,
            is_reviewer: false,
            is_hr: false,
            is_director: false,
            is_board: false,
        }
    }

    #[test]
    fn a_browser_is_known_for_one_account_one_password_and_half_a_year() {
        let cookie = issue(SECRET, &holder(1, "h"), None, NOW).expect("a cookie");
        let nonce = recognise(SECRET, &cookie, &holder(1, "h"), NOW).expect("known");
        let again = issue(SECRET, &holder(1, "h"), Some(nonce.clone()), NOW).expect("a cookie");
        assert_eq!(recognise(SECRET, &again, &holder(1, "h"), NOW), Some(nonce));
        assert_eq!(recognise(SECRET, &cookie, &holder(2, "h"), NOW), None, "another account");
        assert_eq!(recognise(SECRET, &cookie, &holder(1, "new"), NOW), None, "another password");
        assert_eq!(recognise("another secret of thirty-two chars", &cookie, &holder(1, "h"), NOW), None);
        assert_eq!(recognise(SECRET, &cookie, &holder(1, "h"), NOW.plus_seconds(LIFETIME)), None, "too old");
        let stolen = cookie.replacen("1.", "2.", 1);
        for forged in [stolen.as_str(), "", "1.2.3", "1.2.3.4", "x.y.z.w", &format!("{cookie}.x")] {
            assert_eq!(recognise(SECRET, forged, &holder(2, "h"), NOW), None, "{forged}");
        }
    }
}
