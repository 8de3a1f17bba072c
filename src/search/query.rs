//! What a reader asks: the words, and what must stand exactly as it is written.

/// A query, read. Further syntax gets a field here and a case in [`Query::parse`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// All that is not quoted.
    pub words: String,
    /// What stood between quotation marks, character for character.
    pub exact: Vec<String>,
}

impl Query {
    /// Reads `"…"`, `“…”` and `「…」` as exact. A mark without its partner is punctuation, as while a query is being typed.
    pub fn parse(text: &str) -> Query {
        let mut query = Query::default();
        let mut rest = text;
        while let Some((at, open)) = rest.char_indices().find(|(_, c)| matches!(c, '"' | '“' | '”' | '「')) {
            let inside = &rest[at + open.len_utf8()..];
            let is_close = |c: char| match open {
                '"' => c == '"',
                '「' => c == '」',
                // Keyboards give either for both.
                _ => c == '”' || c == '“',
            };
            let Some((end, close)) = inside.char_indices().find(|(_, c)| is_close(*c)) else { break };
            query.words.push_str(&rest[..at]);
            query.words.push(' ');
            if end > 0 {
                query.exact.push(inside[..end].to_owned());
            }
            rest = &inside[end + close.len_utf8()..];
        }
        query.words.push_str(rest);
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &str, exact: &[&str]) {
        let query = Query::parse(text);
        assert_eq!(query.words.split_whitespace().collect::<Vec<_>>().join(" "), words);
        assert_eq!(query.exact, exact);
    }

    #[test]
    fn what_is_quoted_is_exact_whatever_the_marks() {
        check("\"a b\" c", "c", &["a b"]);
        check("网格 “大检验” 「专班」", "网格", &["大检验", "专班"]);
        check("”大检验“", "", &["大检验"]);
    }

    #[test]
    fn a_mark_without_a_partner_is_no_syntax() {
        check("网格 “大检", "网格 “大检", &[]);
        check("\"\" a", "a", &[]);
    }
}
