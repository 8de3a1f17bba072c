//! Where an article speaks of a topic: the lines that mention it, with the words that do.

use super::*;

/// A line of a block (a paragraph, an item, a row of a table) that mentions a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentioning {
    /// Position of the section in the article.
    pub section: usize,
    pub block: String,
    pub line: Vec<Span>,
}

/// Some words of a line, and the topic that they name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub text: String,
    pub topic: Option<String>,
}

/// The lines that mention a topic, in reading order.
pub fn mentions(article: &Article, topic: &str) -> Vec<Mentioning> {
    let mut found = Vec::new();
    for (section, content) in article.sections.iter().enumerate() {
        gather(section, &content.blocks, topic, &mut found);
    }
    found
}

fn gather(section: usize, blocks: &[Block], topic: &str, found: &mut Vec<Mentioning>) {
    for block in blocks {
        let mut look = |cells: &[Text]| {
            let mut line = Vec::new();
            for cell in cells {
                if !line.is_empty() {
                    line.push(Span { text: " · ".to_owned(), topic: None });
                }
                words(cell, &mut line);
            }
            if line.iter().any(|span: &Span| span.topic.as_deref() == Some(topic)) {
                found.push(Mentioning { section, block: block.id().to_owned(), line });
            }
        };
        let one = std::slice::from_ref;
        match block {
            Block::Paragraph(b) => look(one(&b.text)),
            Block::List(b) => b.items.iter().for_each(|item| look(one(&item.text))),
            Block::Quote(b) => b.cite.iter().for_each(|cite| look(one(cite))),
            Block::Register(b) => {
                look(one(&b.caption));
                b.rows.iter().for_each(|row| look(row));
            }
            Block::Image(b) => b.caption.iter().for_each(|caption| look(one(caption))),
            Block::Chart(b) => look(one(&b.caption)),
            Block::Diagram(b) => look(one(&b.caption)),
            Block::Timeline(b) => {
                look(one(&b.caption));
                b.events.iter().for_each(|event| look(one(&event.text)));
            }
            _ => {}
        }
        match block {
            Block::List(b) => b.items.iter().for_each(|item| gather(section, &item.blocks, topic, found)),
            Block::Quote(b) => gather(section, &b.blocks, topic, found),
            Block::Callout(b) => gather(section, &b.blocks, topic, found),
            Block::Note(b) => gather(section, &b.blocks, topic, found),
            _ => {}
        }
    }
}

fn words(text: &Text, line: &mut Vec<Span>) {
    for run in &text.0 {
        let (text, topic) = match run {
            Run::Plain(text) => (text, None),
            Run::Marked(mark) => match mark {
                Mark::Emphasis(inside) | Mark::Strong(inside) | Mark::Sub(inside) | Mark::Sup(inside) => {
                    words(inside, line);
                    continue;
                }
                Mark::Link(link) => {
                    words(&link.text, line);
                    continue;
                }
                Mark::Lang(span) => {
                    words(&span.text, line);
                    continue;
                }
                Mark::Mention(mention) => (&mention.text, Some(mention.topic.clone())),
                Mark::Statistic(statistic) => (&statistic.text, None),
                Mark::Code(code) => (code, None),
                Mark::Ruby(ruby) => (&ruby.base, None),
                Mark::Math(formula) => (&formula.text, None),
                Mark::Note(_) => continue,
            },
        };
        line.push(Span { text: text.clone(), topic });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_mentions_a_topic_is_found_with_its_words() {
        let article = read(include_str!("../../content/qinyuan.article.json")).unwrap();
        let found = mentions(&article, "ziqiang");
        let lines: Vec<String> = found.iter().map(|found| found.line.iter().map(|words| words.text.as_str()).collect()).collect();
        assert_eq!(lines[0], "自强村 · 交口乡 · “五抓五促”模式 · 着力做成共治共享的局面");
        assert_eq!(found[0].block, "villages");
        assert_eq!(found[0].line[0], Span { text: "自强村".into(), topic: Some("ziqiang".into()) });
        assert!(found[0].line.iter().any(|words| words.topic.as_deref() == Some("five-grips")));
    }
}
