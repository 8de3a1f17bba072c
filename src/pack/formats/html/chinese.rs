//! What Chinese sites have in common: the systems that most of them are made with, and the lines around every article.

use super::article::Found;
use super::dom::{attribute, is_hidden, line_of, tag};
use crate::import::is_han;
use crate::pack::formats::dates::day;
use dom_query::{Document, NodeRef};

/// Where the systems of governments, newspapers and schools keep an article's text.
const CONTAINERS: &str = "#UCAP-CONTENT, .TRS_Editor, .TRS_UEDITOR, .trs_editor_view, #zoom, #Zoom, #vsb_content, [id^=vsb_content_], .v_news_content, \
                          #js_content, .rich_media_content, .pages_content, .article-content, .article_content, #article_content, .news_content, \
                          .news-content, #newsContent, .content-text, .detail-content, .xilan_con, .zwgk_comcontent, #fontzoom, .bt_content, \
                          #artibody, #articleContent, .main-aticle, [itemprop=articleBody]";

pub fn is_chinese(page: &Document) -> bool {
    let Some(body) = page.body() else { return false };
    let (mut han, mut kana, mut other) = (0, 0, 0);
    for c in body.text().chars().take(200_000) {
        if is_kana(c) {
            kana += 1;
        } else if is_han(c) {
            han += 1;
        } else if c.is_alphabetic() {
            other += 1;
        }
    }
    // A page's scripts are text too, and in Latin letters.
    han >= 40 && kana * 10 < han && han * 8 > other
}

pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}')
}

/// The article, where the page names its place as these systems do, once, and there are sentences in it.
pub fn known_container(page: &Document) -> Option<Found> {
    const FEWEST: usize = 40;
    let found = page.select(CONTAINERS);
    let outermost = |node: &&NodeRef| {
        !found.nodes().iter().any(|other| other.id != node.id && node.ancestors_it(None).any(|above| above.id == other.id))
    };
    let mut places = found.nodes().iter().filter(outermost).filter(|node| words_in_sentences(node) >= FEWEST);
    let (root, None) = (places.next()?, places.next()) else { return None };
    let found = Found { root: root.id, tree: page.clone() };
    take_furniture_out(&found.root());
    Some(found)
}

/// Han characters outside links, if there is a sentence among them.
fn words_in_sentences(node: &NodeRef) -> usize {
    let words = node.text();
    let linked: usize =
        node.descendants_it().filter(|inner| inner.has_name("a")).map(|link| link.text().chars().filter(|c| is_han(*c)).count()).sum();
    match words.contains(['。', '；', '！']) {
        true => words.chars().filter(|c| is_han(*c)).count().saturating_sub(linked),
        false => 0,
    }
}

/// Takes out the lines that stand around every article and say nothing of it.
pub fn take_furniture_out(root: &NodeRef) {
    let mut begun = false;
    for node in root.descendants() {
        let is_block = tag(&node).is_some_and(|name| {
            matches!(&*name, "p" | "div" | "span" | "li" | "ul" | "h5" | "h6" | "section" | "center" | "td" | "tr" | "em" | "time")
        });
        if node.id == root.id || !is_block {
            continue;
        }
        let line = line_of(&node);
        begun |= line.contains('。');
        if is_furniture(&line) || (!begun && is_date_line(&line)) {
            node.remove_from_parent();
        }
    }
}

/// `2023-07-10 10:05　县融媒体中心`, above the text.
fn is_date_line(line: &str) -> bool {
    line.chars().count() <= 40
        && day(line).is_some()
        && line.starts_with(|c: char| c.is_ascii_digit() || "日期时间发布（来地综".contains(c))
}

/// How lines begin that belong to the page: who edited it, what comes before and after, how to print it.
const FURNITURE: &[&str] = &[
    "责任编辑",
    "编辑：",
    "编辑:",
    "责编",
    "审核：",
    "审核:",
    "初审",
    "复审",
    "终审",
    "校对：",
    "值班编委",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "打印",
    "关闭窗口",
    "关闭",
    "分享到",
    "分享至",
    "分享：",
    "扫一扫",
    "相关链接",
    "相关阅读",
    "相关文章",
    "相关新闻",
    "推荐阅读",
    "字号",
    "字体",
    "浏览次数",
    "浏览量",
    "点击数",
    "点击次数",
    "阅读次数",
    "阅读量",
    "当前位置",
    "您的位置",
    "您现在的位置",
    "你的位置",
    "返回顶部",
    "返回首页",
    "收藏本文",
    "我要纠错",
    "声明：",
    "版权声明",
    "免责声明",
    "点赞",
    "信息来源",
    "文章来源",
    "稿件来源",
    "来源：",
    "来源:",
    "发布时间",
    "发布日期",
    "发表时间",
    "更新时间",
];

/// Whether a line is one of the page's own: short, and beginning as they do.
pub fn is_furniture(line: &str) -> bool {
    const LONGEST: usize = 90;
    let bare = line.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '【' | '[' | '（' | '(' | '［' | '〔' | '|' | '｜' | '·' | '>' | '-')
    });
    let is_long = line.chars().count() > LONGEST;
    let dated = day(line).is_some() && ["来源：", "来源:", "浏览", "点击"].iter().any(|name| line.contains(name));
    (dated || FURNITURE.iter().any(|start| bare.starts_with(start))) && !is_long && !bare.trim_end_matches(['。', ' ']).contains('。')
}

/// What the line below a title says: `来源：…　发布时间：…　作者：…`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Byline {
    pub outlet: Option<String>,
    pub published: Option<String>,
    pub author: Option<String>,
}

pub fn byline(page: &Document) -> Byline {
    let mut byline = Byline::default();
    let Some(body) = page.body() else { return byline };
    for node in body.descendants_it() {
        let is_line = tag(&node).is_some_and(|name| {
            matches!(&*name, "p" | "div" | "span" | "td" | "li" | "h5" | "h6" | "center" | "font" | "em" | "i" | "time")
        });
        if !is_line || is_hidden(&node) || attribute(&node, "aria-hidden").is_some() {
            continue;
        }
        let words = node.text();
        if words.len() > 600 {
            continue;
        }
        let line = line_of(&node);
        if line.chars().count() > 120 || line.contains('。') {
            continue;
        }
        byline.outlet = byline.outlet.or_else(|| after(&line, &["信息来源", "文章来源", "稿件来源", "来源"]));
        byline.author = byline.author.or_else(|| after(&line, &["作者", "通讯员", "记者"]));
        let dated =
            ["发布时间", "发布日期", "发表时间", "发稿时间", "时间", "日期"].iter().find_map(|name| line.split(name).nth(1)).and_then(day);
        byline.published = byline.published.or(dated);
    }
    byline
}

/// The word behind a name and a colon.
fn after(line: &str, names: &[&str]) -> Option<String> {
    let rest = names.iter().find_map(|name| {
        let (_, rest) = line.split_once(name)?;
        rest.trim_start().strip_prefix(['：', ':'])
    })?;
    let word: String = rest
        .trim_start()
        .chars()
        .take_while(|c| !c.is_whitespace() && !matches!(c, '|' | '｜' | '【' | '】' | '[' | ']' | '（' | '(' | '，' | '；'))
        .collect();
    let is_name = (2..=20).contains(&word.chars().count()) && !word.contains(['：', ':']);
    is_name.then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_the_page_are_known_by_how_they_begin() {
        for line in ["责任编辑：值班员", "【打印本页】【关闭窗口】", "上一篇：县里开会", "来源：县融媒体中心"]
        {
            assert!(is_furniture(line), "{line}");
        }
        for line in ["编辑部设在旧粮站。", "来源于群众的意见，办理结果回到群众中去。", "打印店开在东街，店里有三台机器。学生常来。"]
        {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn the_line_below_a_title_says_who_and_when() {
        let page = Document::from("<p>来源：县融媒体中心　　发布时间：2022-07-26 08:15　　浏览次数：12</p>");
        let expected = Byline { outlet: Some("县融媒体中心".into()), published: Some("2022-07-26".into()), author: None };
        assert_eq!(byline(&page), expected);
    }
}
