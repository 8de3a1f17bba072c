//! Which language a text is in. What the whole is in is guessed by its characters: most files say nothing true about it.

use super::runs::is_mostly_han;
use super::styles::Look;
use crate::import::is_han;

/// Of the whole text. `stated` is what the file says of Latin words, `otherwise` what the publisher says of files that do not tell.
///
/// The one place to put a detection that all formats share: nothing else here knows how a language is found.
pub fn of_text(words: &str, stated: Option<&str>, otherwise: Option<&str>) -> String {
    /// Characters that only one way of writing has, common in any text.
    const SIMPLIFIED: &str = "国学会这个来时们说对于后发过动机关设务东车书见门问间员实长应经总战图团规现数据农业县乡";
    const TRADITIONAL: &str = "國學會這個來時們說對於後發過動機關設務東車書見門問間員實長應經總戰圖團規現數據農業縣鄉";
    let count = |is: &dyn Fn(char) -> bool| words.chars().filter(|c| is(*c)).count();
    let kana = count(&|c| matches!(c, '\u{3040}'..='\u{30ff}'));
    let hangul = count(&|c| matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}'));
    let han = count(&is_han);
    let letters = count(&char::is_alphabetic);
    if letters == 0 {
        return otherwise.unwrap_or("en").to_owned();
    }
    // A Han character stands for a word, a letter for a fifth of one.
    if han * 3 > letters {
        return match () {
            () if kana * 8 > han => "ja",
            () if count(&|c| TRADITIONAL.contains(c) && !SIMPLIFIED.contains(c))
                > count(&|c| SIMPLIFIED.contains(c) && !TRADITIONAL.contains(c)) =>
            {
                "zh-Hant"
            }
            () => "zh-Hans",
        }
        .to_owned();
    }
    if hangul * 3 > letters {
        return "ko".to_owned();
    }
    let stated = stated.and_then(tag).filter(|tag| !["zh", "ja", "ko"].contains(&primary(tag)));
    stated.or(otherwise.map(str::to_owned)).unwrap_or_else(|| "en".to_owned())
}

/// Of words within a text, if that is not the text's own: `article` is that, without script and region.
pub fn of_words(words: &str, look: &Look, defaults: &Look, article: &str) -> Option<String> {
    /// Fewer Latin words in a Chinese line are names and abbreviations.
    const A_SENTENCE: usize = 3;
    if !words.chars().any(char::is_alphabetic) {
        return None;
    }
    let is_han = is_mostly_han(words);
    let (said, usual) = if is_han { (&look.east_asian_lang, &defaults.east_asian_lang) } else { (&look.lang, &defaults.lang) };
    let found = said.as_deref().and_then(tag)?;
    if is_han != ["zh", "ja"].contains(&primary(&found)) || primary(&found) == article {
        return None;
    }
    // What holds for the whole file is no statement about these words, but by their script they may be in another language.
    let is_stated = said != usual;
    let is_other_script = is_han != ["zh", "ja"].contains(&article);
    let counts = is_han || words.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() >= A_SENTENCE;
    (counts && (is_stated || is_other_script)).then_some(found)
}

/// `zh-CN` as `zh-Hans`, `en-US` as `en`: readers' languages, not countries.
fn tag(said: &str) -> Option<String> {
    let lower = said.trim().to_ascii_lowercase();
    let first = primary(&lower);
    if !matches!(first.len(), 2 | 3) || !first.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    Some(match first {
        "zh" if ["hant", "tw", "hk", "mo"].iter().any(|part| lower.contains(part)) => "zh-Hant".to_owned(),
        "zh" => "zh-Hans".to_owned(),
        first => first.to_owned(),
    })
}

/// A tag without script and region.
pub fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_of_a_text_tell_its_language() {
        assert_eq!(of_text("关于做好春季造林工作的通知", Some("en-US"), None), "zh-Hans");
        assert_eq!(of_text("關於做好春季造林工作的通知", Some("en-US"), None), "zh-Hant");
        assert_eq!(of_text("春の植樹についてのお知らせ", None, None), "ja");
        assert_eq!(of_text("Planting in spring", Some("en-GB"), None), "en");
        assert_eq!(of_text("Plantation de printemps", Some("fr-FR"), None), "fr");
        assert_eq!(of_text("Planting in spring", Some("zh-CN"), None), "en");
        assert_eq!(of_text("2022", None, Some("zh-Hans")), "zh-Hans");
    }

    #[test]
    fn words_are_marked_only_where_they_are_in_another_language() {
        let look = |lang: &str| Look { lang: Some(lang.into()), east_asian_lang: Some("zh-CN".into()), ..Look::default() };
        let defaults = look("en-US");
        let of = |words: &str, lang: &str, article: &str| of_words(words, &look(lang), &defaults, article);
        assert_eq!(of("GDP", "en-US", "zh"), None);
        assert_eq!(of("Trees for the valley", "en-US", "zh").as_deref(), Some("en"));
        assert_eq!(of("bonjour à tous les deux", "fr-FR", "en").as_deref(), Some("fr"));
        assert_eq!(of("造林", "en-US", "en").as_deref(), Some("zh-Hans"));
        assert_eq!(of("造林", "en-US", "zh"), None);
        assert_eq!(of("colour of the house", "en-GB", "en"), None);
    }
}
