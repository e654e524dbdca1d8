//! Fills types from a tree of JSON. Each kind of value is taken in one way, the one `serde_json` writes it in, so that the
//! compiler drops every other way a type could be read.
use leptos::serde_json::{Value, map};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
    value::StrDeserializer,
};
use std::{fmt, slice};

/// The text is no JSON, or not of the type asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch;

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not of the type asked for")
    }
}

impl std::error::Error for Mismatch {}

/// Every way of failing, told apart by none.
impl Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Mismatch
    }
    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Mismatch
    }
    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Mismatch
    }
    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Mismatch
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Mismatch
    }
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Mismatch
    }
    fn missing_field(_: &'static str) -> Self {
        Mismatch
    }
    fn duplicate_field(_: &'static str) -> Self {
        Mismatch
    }
}

// Taking a value apart is not inlined into each type that does it.
#[inline(never)]
fn truth(value: &Value) -> Result<bool, Mismatch> {
    value.as_bool().ok_or(Mismatch)
}
#[inline(never)]
fn signed(value: &Value) -> Result<i64, Mismatch> {
    value.as_i64().ok_or(Mismatch)
}
#[inline(never)]
fn unsigned(value: &Value) -> Result<u64, Mismatch> {
    value.as_u64().ok_or(Mismatch)
}
#[inline(never)]
fn text(value: &Value) -> Result<&str, Mismatch> {
    value.as_str().ok_or(Mismatch)
}
#[inline(never)]
fn items(value: &Value) -> Result<Items<'_>, Mismatch> {
    value.as_array().map(|list| Items(list.iter())).ok_or(Mismatch)
}
#[inline(never)]
fn entries(value: &Value) -> Result<Entries<'_>, Mismatch> {
    value.as_object().map(|map| Entries { left: map.iter(), value: &Value::Null }).ok_or(Mismatch)
}
/// An enum's variant is its name, or its name with what it holds.
#[inline(never)]
fn variant(value: &Value) -> Result<Variant<'_>, Mismatch> {
    match value {
        Value::String(name) => Ok(Variant { name, held: &Value::Null }),
        Value::Object(map) if map.len() == 1 => map.iter().next().map(|(name, held)| Variant { name, held }).ok_or(Mismatch),
        _ => Err(Mismatch),
    }
}

/// One place of the tree.
#[derive(Clone, Copy)]
pub struct Node<'de>(pub &'de Value);

macro_rules! taken {
    ($($method:ident: $visit:ident($take:ident)),+ $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            visitor.$visit($take(self.0)?)
        }
    )+};
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Mismatch;

    taken!(
        deserialize_bool: visit_bool(truth),
        deserialize_i8: visit_i64(signed),
        deserialize_i16: visit_i64(signed),
        deserialize_i32: visit_i64(signed),
        deserialize_i64: visit_i64(signed),
        deserialize_u8: visit_u64(unsigned),
        deserialize_u16: visit_u64(unsigned),
        deserialize_u32: visit_u64(unsigned),
        deserialize_u64: visit_u64(unsigned),
        deserialize_char: visit_str(text),
        deserialize_str: visit_str(text),
        deserialize_string: visit_str(text),
        deserialize_identifier: visit_str(text),
        deserialize_seq: visit_seq(items),
        deserialize_map: visit_map(entries),
    );

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.is_null() { visitor.visit_unit() } else { Err(Mismatch) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Mismatch> {
        let items = items(self.0)?;
        if items.0.len() == len { visitor.visit_seq(items) } else { Err(Mismatch) }
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, len: usize, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_enum(variant(self.0)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
    }

    // No type that travels takes what it finds, has bytes or broken numbers.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Mismatch> {
        Err(Mismatch)
    }
    serde::forward_to_deserialize_any! { f32 f64 bytes byte_buf }
}

struct Items<'de>(slice::Iter<'de, Value>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        self.0.next().map(|value| seed.deserialize(Node(value))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Entries<'de> {
    left: map::Iter<'de>,
    value: &'de Value,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mismatch> {
        let Some((name, value)) = self.left.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(StrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Mismatch> {
        seed.deserialize(Node(self.value))
    }
}

struct Variant<'de> {
    name: &'de str,
    held: &'de Value,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Mismatch;
    type Variant = Node<'de>;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Node<'de>), Mismatch> {
        seed.deserialize(StrDeserializer::new(self.name)).map(|name| (name, Node(self.held)))
    }
}

impl<'de> VariantAccess<'de> for Node<'de> {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<(), Mismatch> {
        if self.0.is_null() { Ok(()) } else { Err(Mismatch) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Mismatch> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_map(visitor)
    }
}
