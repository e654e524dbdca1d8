//! Everything about one person as a tree, written as JSON for machines and as a page for people (R43). The page stands by itself: it
//! is kept, printed and opened years later, without this server.
use crate::ui::messages::personal as words;
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::fmt::Write;

#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Nothing,
    Text(String),
    Number(i64),
    Flag(bool),
    List(Vec<Node>),
    /// In the order in which they are read.
    Fields(Vec<(&'static str, Node)>),
}

impl Node {
    pub fn text(text: impl Into<String>) -> Node {
        Node::Text(text.into())
    }

    pub fn list(nodes: impl IntoIterator<Item = Node>) -> Node {
        Node::List(nodes.into_iter().collect())
    }

    /// Says nothing: an absent value, an empty text, a list of none.
    fn is_empty(&self) -> bool {
        match self {
            Node::Nothing => true,
            Node::Text(text) => text.is_empty(),
            Node::List(list) => list.is_empty(),
            Node::Fields(fields) => fields.iter().all(|(_, node)| node.is_empty()),
            Node::Number(_) | Node::Flag(_) => false,
        }
    }
}

impl From<String> for Node {
    fn from(text: String) -> Node {
        Node::Text(text)
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Node {
        Node::Text(text.to_owned())
    }
}

impl From<i64> for Node {
    fn from(number: i64) -> Node {
        Node::Number(number)
    }
}

impl From<bool> for Node {
    fn from(flag: bool) -> Node {
        Node::Flag(flag)
    }
}

impl<T: Into<Node>> From<Option<T>> for Node {
    fn from(value: Option<T>) -> Node {
        value.map_or(Node::Nothing, Into::into)
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Nothing => to.serialize_none(),
            Node::Text(text) => to.serialize_str(text),
            Node::Number(number) => to.serialize_i64(*number),
            Node::Flag(flag) => to.serialize_bool(*flag),
            Node::List(list) => list.serialize(to),
            Node::Fields(fields) => {
                let mut map = to.serialize_map(Some(fields.len()))?;
                for (name, node) in fields {
                    map.serialize_entry(name, node)?;
                }
                map.end()
            }
        }
    }
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#0f172a;background:#fff}\
h1{font-size:1.6rem}h2{margin-top:2.5rem;padding-top:1rem;border-top:2px solid #1e40af;font-size:1.25rem}h3{margin:1.5rem 0 .25rem;font-size:1.05rem}\
h4,h5,h6{margin:1rem 0 .25rem;font-size:1rem}dl{margin:.25rem 0;display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.15rem 1rem}\
dt{color:#475569}dd{margin:0;white-space:pre-line;overflow-wrap:anywhere}section section{margin-left:1rem}.muted{color:#475569}\
@media(max-width:40rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}@media print{body{margin:0;max-width:none}section{break-inside:auto}}";

/// The whole page. `sections` are the parts of the tree, each under its own heading.
pub fn page(title: &str, explained: &str, sections: &[(&'static str, Node)]) -> String {
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>",
    );
    escape(&mut html, title);
    let _ = write!(html, "</title><style>{STYLE}</style></head><body><main><h1>");
    escape(&mut html, title);
    html.push_str("</h1><p class=\"muted\">");
    escape(&mut html, explained);
    html.push_str("</p>");
    for (name, node) in sections {
        html.push_str("<section><h2>");
        escape(&mut html, &words::label(name));
        html.push_str("</h2>");
        if node.is_empty() {
            html.push_str("<p class=\"muted\">");
            escape(&mut html, words::NOTHING);
            html.push_str("</p>");
        } else {
            draw(&mut html, node, 3);
        }
        html.push_str("</section>");
    }
    html.push_str("</main></body></html>");
    html
}

fn escape(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
}

/// A leaf as a text; lists of leaves as one, too.
fn leaf(node: &Node) -> Option<String> {
    match node {
        Node::Nothing => Some(String::new()),
        Node::Text(text) => Some(text.clone()),
        Node::Number(number) => Some(number.to_string()),
        Node::Flag(flag) => Some(if *flag { words::YES } else { words::NO }.to_owned()),
        Node::List(list) => list.iter().map(leaf).collect::<Option<Vec<_>>>().map(|texts| texts.join(", ")),
        Node::Fields(_) => None,
    }
}

fn draw(html: &mut String, node: &Node, level: usize) {
    match node {
        Node::Fields(fields) => {
            let (leaves, branches): (Vec<_>, Vec<_>) = fields.iter().partition(|(_, node)| leaf(node).is_some());
            let said: Vec<_> = leaves.into_iter().filter(|(_, node)| !node.is_empty()).collect();
            if !said.is_empty() {
                html.push_str("<dl>");
                for (name, node) in said {
                    html.push_str("<dt>");
                    escape(html, &words::label(name));
                    html.push_str("</dt><dd>");
                    escape(html, &leaf(node).unwrap_or_default());
                    html.push_str("</dd>");
                }
                html.push_str("</dl>");
            }
            for (name, node) in branches.into_iter().filter(|(_, node)| !node.is_empty()) {
                let shown = level.min(6);
                let _ = write!(html, "<section><h{shown}>");
                escape(html, &words::label(name));
                let _ = write!(html, "</h{shown}>");
                draw(html, node, level + 1);
                html.push_str("</section>");
            }
        }
        Node::List(list) => {
            for (place, node) in list.iter().enumerate() {
                if place > 0 {
                    html.push_str("<hr>");
                }
                draw(html, node, level);
            }
        }
        other => {
            html.push_str("<p>");
            escape(html, &leaf(other).unwrap_or_default());
            html.push_str("</p>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Node {
        Node::Fields(vec![
            ("full_name", "<b>Ann</b> & co".into()),
            ("roles", Node::list(["employee".into(), "hr_admin".into()])),
            ("targets", Node::list([Node::Fields(vec![("task", "one\ntwo".into()), ("weight", 40.into())])])),
            ("job_title", Node::Nothing),
        ])
    }

    #[test]
    fn json_keeps_the_order_and_says_what_is_absent() {
        let json = serde_json::to_string(&tree()).expect("JSON");
        assert_eq!(
            json,
            r#"{"full_name":"<b>Ann</b> & co","roles":["employee","hr_admin"],"targets":[{"task":"one\ntwo","weight":40}],"job_title":null}"#
        );
    }

    #[test]
    fn the_page_shows_text_as_text() {
        let html = page("Ann's <data>", "all of it", &[("person", tree()), ("reviews", Node::List(vec![]))]);
        assert!(
            html.contains("&lt;b&gt;Ann&lt;/b&gt; &amp; co") && html.contains("Ann&#39;s &lt;data&gt;") && !html.contains("<b>")
        );
        assert!(html.contains("employee, hr_admin") && html.contains(words::NOTHING));
        assert!(!html.contains("Job title"), "what is absent is left out");
    }
}
