//! Days as machines write them, besides those that people write.

use crate::import::date_of;

/// The first day named in a text, as `2022-07-26`: in words or numbers with signs between, or else as the eight digits of `20220726T0800`.
pub fn day(text: &str) -> Option<String> {
    let written = date_of(text).map(|(day, _)| day);
    written.or_else(|| {
        let runs = text.split(|c: char| !c.is_ascii_digit());
        let compact = runs.filter(|run| matches!(run.len(), 8 | 14)).map(|run| format!("{}-{}-{}", &run[..4], &run[4..6], &run[6..8]));
        compact.filter_map(|day| date_of(&day)).map(|(day, _)| day).next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_found_however_it_is_written() {
        for text in [
            "2022-07-26T08:00:00+08:00",
            "2022年7月26日",
            "发布时间：2022-07-26 08:15",
            "Tue, 26 Jul 2022 08:00:00 GMT",
            "July 26, 2022",
            "20220726",
            "2022/7/26",
        ] {
            assert_eq!(day(text).as_deref(), Some("2022-07-26"), "{text}");
        }
        for text in ["", "2022", "2022-13-01", "2022-02-30", "13800138000", "1-2-3"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
