//! Places are exact: whatever a node is said to stand at is what the text has there.

use super::*;
use proptest::prelude::*;

fn outline(text: &str, tree: &Tree<'_>) -> String {
    let mut lines = String::new();
    if let Some(root) = tree.root() {
        draw(text, root, 0, &mut lines);
    }
    lines
}

fn draw(text: &str, node: Node<'_>, depth: usize, lines: &mut String) {
    let pad = "  ".repeat(depth);
    let there = text.get(node.span().range()).unwrap();
    match node.shape() {
        Shape::Scalar(scalar) => {
            lines.push_str(&format!("{pad}{:?} quoted={} at {}+{there:?}\n", scalar.text, scalar.quoted, node.span().start))
        }
        Shape::List(items) => {
            lines.push_str(&format!("{pad}list at {there:?}\n"));
            items.for_each(|item| draw(text, item, depth + 1, lines));
        }
        Shape::Mapping(entries) => {
            lines.push_str(&format!("{pad}mapping at {there:?}\n"));
            for (key, value) in entries {
                draw(text, key, depth + 1, lines);
                draw(text, value, depth + 2, lines);
            }
        }
    }
}

#[test]
fn what_was_mistyped_in_yaml_is_said_where_it_stands() {
    for (text, at, said) in [
        ("- name：甲局\n  kind: 部门\n", "：", "写成“: ”"),
        ("- name:甲局\n  kind: 部门\n", ":甲", "写成“: ”"),
        ("- 甲\n-name: 乙局\n", "-n", "写成“- ”"),
        ("- name: 甲局\n kind: 部门\n", "k", "与第 1 行的“name”对齐：前面 2 格"),
        ("甲: 乙\n  - name: 丙\n", "  -", "前面加一行，例如 units:"),
        ("units:\n  - name: 甲\n    kind: 部门\n  乙局\n", "乙", "前面加“- ”"),
        ("- code: 甲\n  by: 乙\ncode: 丙\n", "code: 丙", "前面加“- ”"),
        ("reason: 说明: 未设\n", ": 未", "写成 reason: \"说明: 未设\""),
        ("甲 800\n乙: 5\n", " 8", "写成“: ”"),
        ("甲: {部门: 1, 政府: 2\n乙: 5\n", "{", "从这里开始"),
        ("甲: {乙: [1, 2] 丙: [3]}\n", " 丙", "写成“, ”"),
        ("甲: 乙\n\t丙: 丁\n", "\t", "换成空格"),
        ("甲: \"乙\n丙: 丁\n", "\"", "从这里开始"),
    ] {
        let wrong = yaml(text).unwrap_err();
        assert_eq!(
            (text.get(wrong.span.start as usize..).unwrap().starts_with(at), wrong.label.zh.as_str()),
            (true, said),
            "{text}"
        );
    }
}

#[test]
fn yaml_scalars_keep_what_was_typed_and_where() {
    let text = "甲: 017  # 注\n乙丙: {丁: 1_000, '戊己': １２, 庚: }\n辛: [1,000, \"2\\t3\", ~,\n  很多 的]\n壬:\n癸: |\n  一、\n  二\n子:\n  - a\n  - 'b'\n";
    insta::assert_snapshot!(outline(text, &yaml(text).unwrap()), @r#"
    mapping at "甲: 017  # 注\n乙丙: {丁: 1_000, '戊己': １２, 庚: }\n辛: [1,000, \"2\\t3\", ~,\n  很多 的]\n壬:\n癸: |\n  一、\n  二\n子:\n  - a\n  - 'b'"
      "甲" quoted=false at 0+"甲"
        "017" quoted=false at 5+"017"
      "乙丙" quoted=false at 16+"乙丙"
        mapping at "{丁: 1_000, '戊己': １２, 庚: }"
          "丁" quoted=false at 25+"丁"
            "1_000" quoted=false at 30+"1_000"
          "戊己" quoted=true at 37+"'戊己'"
            "１２" quoted=false at 47+"１２"
          "庚" quoted=false at 55+"庚"
            "" quoted=false at 59+""
      "辛" quoted=false at 62+"辛"
        list at "[1,000, \"2\\t3\", ~,\n  很多 的]"
          "1" quoted=false at 68+"1"
          "000" quoted=false at 70+"000"
          "2\t3" quoted=true at 75+"\"2\\t3\""
          "~" quoted=false at 83+"~"
          "很多 的" quoted=false at 88+"很多 的"
      "壬" quoted=false at 100+"壬"
        "" quoted=false at 104+""
      "癸" quoted=false at 105+"癸"
        "一、\n二\n" quoted=true at 114+"一、\n  二\n"
      "子" quoted=false at 127+"子"
        list at "- a\n  - 'b'"
          "a" quoted=false at 136+"a"
          "b" quoted=true at 142+"'b'"
    "#);
}

#[test]
fn json_scalars_keep_what_was_typed_and_where() {
    let text = "\u{feff}{ \"甲\" : 1.50 ,\n \"乙\\u4e19\":[null,true, \"丁\\n\", -0.0,{}] , \"戊\":\"己 庚\"}\n";
    insta::assert_snapshot!(outline(text, &json(text).unwrap()), @r#"
    mapping at "{ \"甲\" : 1.50 ,\n \"乙\\u4e19\":[null,true, \"丁\\n\", -0.0,{}] , \"戊\":\"己 庚\"}"
      "甲" quoted=true at 5+"\"甲\""
        "1.50" quoted=false at 13+"1.50"
      "乙丙" quoted=true at 21+"\"乙\\u4e19\""
        list at "[null,true, \"丁\\n\", -0.0,{}]"
          "null" quoted=false at 34+"null"
          "true" quoted=false at 39+"true"
          "丁\n" quoted=true at 45+"\"丁\\n\""
          "-0.0" quoted=false at 54+"-0.0"
          mapping at "{}"
      "戊" quoted=true at 65+"\"戊\""
        "己 庚" quoted=true at 71+"\"己 庚\""
    "#);
}

#[test]
fn what_is_refused_says_where_and_why() {
    let cases = [
        "{\"a\": [1, 2}",
        "{\"a\": 017}",
        "{\"甲\": tru}",
        "甲: &乙 1\n丙: *乙\n",
        "甲: !丁 1\n",
        "甲: 1\n---\n乙: 2\n",
        "甲: [1, 2\n乙: 3\n",
        "甲: 1\n 乙: 2\n",
        "\t甲: 1",
    ];
    let said: Vec<String> = cases
        .iter()
        .map(|text| match sniff(text) {
            Ok(tree) => format!("{text:?}\n{}", outline(text, &tree)),
            Err(malformed) => format!("{text:?} at {:?}\n{}\n{}\n", malformed.span, malformed.message.zh, malformed.message.en),
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
    "{\"a\": [1, 2}" at Span { start: 11, end: 11 }
    这里应是“,”或“]”
    “,” or “]” should stand here

    "{\"a\": 017}" at Span { start: 7, end: 7 }
    数字写法不对
    this is not how JSON writes a number

    "{\"甲\": tru}" at Span { start: 11, end: 11 }
    应是 true、false 或 null
    true, false or null should stand here

    "甲: &乙 1\n丙: *乙\n" at Span { start: 5, end: 11 }
    不支持 YAML 的锚点和别名（& 与 *）；请把内容写全，或给文字加引号
    YAML anchors and aliases (& and *) are not supported; write the content out, or put the words in quotes

    "甲: !丁 1\n" at Span { start: 5, end: 5 }
    YAML 语法不对（while scanning a tag, did not find expected whitespace or line break）
    the YAML is malformed (while scanning a tag, did not find expected whitespace or line break)

    "甲: 1\n---\n乙: 2\n" at Span { start: 7, end: 10 }
    一个文件里有几份 YAML 文档（“---”），请分开存成几个文件；多份报告放在一个文件里，要每行一个 JSON，如 gouji extract --format json 的输出
    several YAML documents (“---”) stand in one file; put each into a file of its own. A file of several reports has one JSON object a line, as `gouji extract --format json` prints them

    "甲: [1, 2\n乙: 3\n" at Span { start: 5, end: 5 }
    “[”没有配上“]”
    “[” is not closed by “]”

    "甲: 1\n 乙: 2\n" at Span { start: 8, end: 8 }
    缩进没有对齐
    this line is not indented as the others are

    "\t甲: 1"
    mapping at "甲: 1"
      "甲" quoted=false at 1+"甲"
        "1" quoted=false at 6+"1"
    "#);
}

#[test]
fn depth_is_bounded() {
    for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000), "- ".repeat(100_000), "? ".repeat(10_000)] {
        let malformed = sniff(&text).unwrap_err();
        assert!(malformed.message.en.contains("nested"), "{malformed:?}");
    }
}

#[test]
fn a_text_without_content_has_no_root() {
    for text in ["", "\n\n", "# 只有注释\n", "\u{feff}"] {
        assert!(sniff(text).unwrap().root().is_none(), "{text:?}");
    }
}

/// Every span lies in the text on character boundaries, and children lie in order.
fn sound(text: &str, node: Node<'_>) -> bool {
    let inside = text.get(node.span().range()).is_some();
    inside
        && match node.shape() {
            Shape::Scalar(_) => true,
            Shape::List(mut items) => items.all(|item| sound(text, item)),
            Shape::Mapping(mut entries) => entries.all(|(key, value)| sound(text, key) && sound(text, value)),
        }
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        "[ -~\n甲\u{1f600}]{0,8}".prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            proptest::collection::btree_map("[a-c\"甲]{0,3}", inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

fn rebuilt(node: Node<'_>) -> serde_json::Value {
    match node.shape() {
        Shape::Scalar(scalar) if scalar.quoted => scalar.text.into(),
        Shape::Scalar(scalar) => serde_json::from_str(scalar.text).unwrap(),
        Shape::List(items) => items.map(rebuilt).collect::<Vec<_>>().into(),
        Shape::Mapping(entries) => entries.map(|(key, value)| (key.scalar().unwrap().text.to_owned(), rebuilt(value))).collect(),
    }
}

proptest! {
    #[test]
    fn anything_is_read_or_refused(text in "[-\\[\\]{}:,?|>'\"#&*!%@` \t\r\n甲乙1a~.\\\\\u{85}\u{2028}\u{feff}]{0,60}") {
        for tree in [yaml(&text), json(&text)].into_iter().flatten() {
            if let Some(root) = tree.root() {
                prop_assert!(sound(&text, root));
            }
        }
    }

    #[test]
    fn json_is_what_other_readers_take_for_json(text in "[\\[\\]{}:,\"\\\\ \n0-9.eE+\\-tnaulfrsu甲\u{1}]{0,24}") {
        prop_assert_eq!(json(&text).is_ok(), serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok(), "{}", text);
    }

    #[test]
    fn a_json_tree_holds_what_serde_reads(value in any_json()) {
        let text = serde_json::to_string_pretty(&value).unwrap();
        prop_assert_eq!(rebuilt(json(&text).unwrap().root().unwrap()), value);
    }

    #[test]
    fn json_reads_alike_as_yaml(words in "[ -~甲乙丙\u{a0}]{0,20}", figure in -1_000_000i64..1_000_000) {
        let text = format!("{{{}: [{figure}, {}]}}", serde_json::to_string(&words).unwrap(), serde_json::to_string(&words).unwrap());
        let scalars = |tree: &Tree<'_>| match tree.root().unwrap().shape() {
            Shape::Mapping(mut entries) => {
                let (key, value) = entries.next().unwrap();
                let Shape::List(items) = value.shape() else { panic!("no list") };
                let mut all: Vec<String> = items.map(|item| item.scalar().unwrap().text.to_owned()).collect();
                all.push(key.scalar().unwrap().text.to_owned());
                all
            }
            _ => panic!("no mapping"),
        };
        prop_assert_eq!(scalars(&json(&text).unwrap()), scalars(&yaml(&text).unwrap()));
    }
}
