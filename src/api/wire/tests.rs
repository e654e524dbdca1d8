use super::{Mismatch, from_json};
use crate::{
    api::error::AppError,
    domain::{
        actor::Role,
        ids::PersonId,
        time::{Date, Timestamp},
    },
};
use leptos::serde_json;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{collections::BTreeMap, fmt::Debug};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Nothing,
    One(PersonId),
    Pair(u8, String),
    Named { role: Option<Role>, at: Timestamp },
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Lenient {
    text: String,
    count: u32,
}

/// Reads what `serde_json` writes.
fn returns<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T) {
    let text = serde_json::to_vec(&value).expect("JSON");
    assert_eq!(from_json::<T>(&text), Ok(value));
}

#[test]
fn every_kind_of_value_returns_as_it_was() {
    returns(true);
    returns((i64::MIN, u64::MAX, -7_i8, 200_u8));
    returns('é');
    returns("quote \" backslash \\ tab \t smile \u{1f600} nul \0".to_owned());
    returns(());
    returns(vec![Some(1), None, Some(3)]);
    returns(Date::constant(2026, 5, 31));
    returns(BTreeMap::from([(Role::Employee, 1), (Role::HrAdmin, 2)]));
}

#[test]
fn every_kind_of_variant_returns_as_it_was() {
    returns(Shape::Nothing);
    returns(Shape::One(PersonId(7)));
    returns(Shape::Pair(3, "three".into()));
    returns(Shape::Named { role: Some(Role::HrAdmin), at: Timestamp(-1) });
    returns(Shape::Named { role: None, at: Timestamp(0) });
    returns(Ok::<Vec<Shape>, AppError>(vec![Shape::Nothing, Shape::One(PersonId(1))]));
    returns(Err::<(), AppError>(AppError::TooManyAttempts { seconds: 4 }));
    returns(Err::<(), AppError>(AppError::OtherRole { page: None, now: Role::Employee }));
}

#[test]
fn an_earlier_or_later_version_is_read_as_far_as_it_goes() {
    assert_eq!(from_json(br#"{"text":"a","added":{"deep":[1]}}"#), Ok(Lenient { text: "a".into(), count: 0 }));
    assert_eq!(from_json(b"{}"), Ok(Lenient::default()));
}

#[test]
fn what_does_not_fit_is_refused() {
    assert_eq!(from_json::<u8>(b"256"), Err(Mismatch));
    assert_eq!(from_json::<u8>(b"-1"), Err(Mismatch));
    assert_eq!(from_json::<u8>(b"1 2"), Err(Mismatch));
    assert_eq!(from_json::<String>(b"null"), Err(Mismatch));
    assert_eq!(from_json::<(u8, u8)>(b"[1]"), Err(Mismatch));
    assert_eq!(from_json::<(u8, u8)>(b"[1,2,3]"), Err(Mismatch));
    assert_eq!(from_json::<Shape>(br#"{"One":1,"Pair":[1,"a"]}"#), Err(Mismatch));
    assert_eq!(from_json::<Shape>(br#""One""#), Err(Mismatch));
    assert_eq!(from_json::<Shape>(br#""Other""#), Err(Mismatch));
    assert_eq!(from_json::<Shape>(br#"{"Named":{"role":null}}"#), Err(Mismatch));
    assert_eq!(from_json::<Lenient>("[".repeat(10_000).as_bytes()), Err(Mismatch));
    assert_eq!(from_json::<Lenient>(b""), Err(Mismatch));
}
