//! Which language a text is in, where its file does not say: by its script, and for Latin letters by a few words.

use super::line::is_han;
use crate::article::{Article, Block, is_language_tag, plain_text_of_block};

/// Characters looked at: enough to tell, whatever the length of the text.
const LOOKED_AT: usize = 20_000;

/// Letters below which nothing is said.
const FEWEST: usize = 2;

/// Frequent characters that the one script has and the other writes otherwise, pair by pair in the order of [`TRADITIONAL`].
const SIMPLIFIED: &str = "这个们来为时说国会对发动经过还开进样问现学长关点没业间实应话区义让将边处电认并题东员变车书马门见贝页风飞鱼鸟龙岁农产乡县论议记设许访证识词译试该请读课调谈谁办务势华单卖买乐亲仅从众优传伤备够头夺奋妇战据报担择护总权标树桥机";

/// The same in Traditional writing.
const TRADITIONAL: &str = "這個們來為時說國會對發動經過還開進樣問現學長關點沒業間實應話區義讓將邊處電認並題東員變車書馬門見貝頁風飛魚鳥龍歲農產鄉縣論議記設許訪證識詞譯試該請讀課調談誰辦務勢華單賣買樂親僅從眾優傳傷備夠頭奪奮婦戰據報擔擇護總權標樹橋機";

/// Words that hardly any other of these languages has, and that hardly any sentence does without.
const STOP_WORDS: [(&str, &str); 7] = [
    ("en", "the and of to is that with for was are this from have"),
    ("de", "der die und das nicht ist ein eine mit den dem auf sich auch wird"),
    ("fr", "le les et des est une dans du pour qui sur pas avec ce sont"),
    ("es", "el los las y es una por con del para como más pero fue"),
    ("it", "il di che è per non della sono gli nel anche dei alla"),
    ("pt", "o os não uma com do da em dos das são ao foi mais pelo"),
    ("nl", "de het een van en niet dat op zijn voor met aan werd ook"),
];

/// BCP 47 tag of the language in which most of the text is; nothing where there are no words.
pub fn language_of(text: &str) -> Option<&'static str> {
    let mut counts = Counts::default();
    text.chars().take(LOOKED_AT).for_each(|c| counts.see(c));
    let Counts { han, kana, hangul, latin, cyrillic, simplified, traditional } = counts;
    // A Han character says about as much as a word of three letters.
    let east = 3 * (han + kana + 2 * hangul);
    if east + latin + cyrillic < FEWEST {
        return None;
    }
    Some(match () {
        () if cyrillic > latin.max(east) => "ru",
        () if latin >= east => return Some(latin_language(text)),
        () if hangul > han + kana => "ko",
        // A Japanese sentence has an ending or a particle in kana; a name among Chinese words is little.
        () if kana * 10 > han => "ja",
        () if traditional > simplified => "zh-Hant",
        () => "zh-Hans",
    })
}

/// The same of an article, by its words; what is code tells nothing.
pub fn language_of_article(article: &Article) -> Option<&'static str> {
    let mut text = article.title.clone();
    for section in &article.sections {
        text.extend(["\n", &section.title, "\n"]);
        gather(&section.blocks, &mut text);
    }
    language_of(&text)
}

fn gather(blocks: &[Block], text: &mut String) {
    for block in blocks {
        match block {
            Block::Code(_) | Block::Math(_) => {}
            Block::Quote(b) => gather(&b.blocks, text),
            Block::Callout(b) => gather(&b.blocks, text),
            Block::Note(b) => gather(&b.blocks, text),
            other => text.extend([plain_text_of_block(other).as_str(), "\n"]),
        }
        if let Block::List(list) = block {
            list.items.iter().for_each(|item| gather(&item.blocks, text));
        }
    }
}

/// What a source says its language is, as a tag; nothing where it is none. Chinese of a place is told by its script.
pub fn language_tag(said: &str) -> Option<String> {
    let said = said.trim().split('.').next().unwrap_or_default().replace('_', "-");
    let tag = match said.to_ascii_lowercase().as_str() {
        "zh" | "zh-cn" | "zh-sg" | "zh-my" | "zh-hans-cn" | "cn" | "chinese" => "zh-Hans".to_owned(),
        "zh-tw" => "zh-Hant-TW".to_owned(),
        "zh-hk" => "zh-Hant-HK".to_owned(),
        "zh-mo" => "zh-Hant-MO".to_owned(),
        "english" => "en".to_owned(),
        _ => said,
    };
    is_language_tag(&tag).then_some(tag)
}

#[derive(Default)]
struct Counts {
    han: usize,
    kana: usize,
    hangul: usize,
    latin: usize,
    cyrillic: usize,
    simplified: usize,
    traditional: usize,
}

impl Counts {
    fn see(&mut self, c: char) {
        match c {
            '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => self.kana += 1,
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => self.hangul += 1,
            '\u{400}'..='\u{52f}' => self.cyrillic += 1,
            c if is_han(c) => {
                self.han += 1;
                self.simplified += usize::from(SIMPLIFIED.contains(c) && !TRADITIONAL.contains(c));
                self.traditional += usize::from(TRADITIONAL.contains(c) && !SIMPLIFIED.contains(c));
            }
            c if c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}') => self.latin += 1,
            _ => {}
        }
    }
}

fn latin_language(text: &str) -> &'static str {
    let mut found = [0; STOP_WORDS.len()];
    let end = text.char_indices().nth(LOOKED_AT).map_or(text.len(), |(at, _)| at);
    for word in text[..end].split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty() && word.len() <= 8) {
        let word = word.to_lowercase();
        for (count, (_, stop_words)) in found.iter_mut().zip(STOP_WORDS) {
            *count += usize::from(stop_words.split(' ').any(|stop| stop == word));
        }
    }
    let most = found.iter().max().copied().unwrap_or_default();
    // English where none is ahead of it.
    found.iter().zip(STOP_WORDS).find(|(count, _)| **count == most).map_or("en", |(_, (language, _))| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(language_of(text), expected, "{text}");
    }

    #[test]
    fn a_text_tells_its_language() {
        check("集市在六点开门，四十个摊位一字排开。", Some("zh-Hans"));
        check("市集在六點開門，四十個攤位一字排開。", Some("zh-Hant"));
        check("市場は六時に開きます。四十の屋台が並びます。", Some("ja"));
        check("시장은 여섯 시에 문을 엽니다.", Some("ko"));
        check("The doors of the market hall opened at six.", Some("en"));
        check("Die Türen der Markthalle öffneten um sechs, und das war nicht alles.", Some("de"));
        check("Les portes de la halle sont ouvertes dans la matinée pour les marchands.", Some("fr"));
        check("Las puertas del mercado se abren por la mañana para los vendedores.", Some("es"));
        check("Двери рынка открылись в шесть.", Some("ru"));
    }

    #[test]
    fn a_few_foreign_words_change_nothing() {
        check("React 组件的名字以大写字母开头，props 传给 Component 的是数据。", Some("zh-Hans"));
        check("The word 市集 means a market.", Some("en"));
        check("《いろは》是一首日本的古诗，全诗四十七个字，每个假名只出现一次，后来人们用它来排列次序，一直用到现在。", Some("zh-Hans"));
        check("12:30 — 14", None);
        check("", None);
    }

    #[test]
    fn what_a_source_says_becomes_a_tag() {
        assert_eq!(language_tag("zh_CN.UTF-8").as_deref(), Some("zh-Hans"));
        assert_eq!(language_tag("zh-TW").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(language_tag("en_GB").as_deref(), Some("en-GB"));
        assert_eq!(language_tag("中文"), None);
    }
}
