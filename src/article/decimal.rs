//! Numbers as text.

/// A number as a reader expects it: `7.5`, `32100000000`, `-0.25`. Six decimals at most, three from a million on, none from
/// a million million on, since a float holds no more; empty where a `u64` cannot hold it.
///
/// Not `Display`: the standard library's exact conversion of floats is larger than all of search.
pub fn decimal(value: f64) -> String {
    let size = value.abs();
    let (decimals, scale) = match size {
        size if size < 1e6 => (6, 1e6),
        size if size < 1e12 => (3, 1e3),
        _ => (0, 1.0),
    };
    if !size.is_finite() || size >= 1e19 {
        return String::new();
    }
    let scaled = (size * scale).round() as u64;
    let digits = scaled.to_string();
    let digits = "0".repeat((decimals + 1usize).saturating_sub(digits.len())) + &digits;
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let fraction = fraction.trim_end_matches('0');
    let sign = if value < 0.0 && scaled > 0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    [sign, whole, point, fraction].concat()
}

/// `2,980`: thousands apart.
pub fn grouped(value: f64) -> String {
    let plain = decimal(value);
    let whole = plain.bytes().take_while(u8::is_ascii_digit).count();
    let mut grouped = String::new();
    for (at, c) in plain.char_indices() {
        if at > 0 && at < whole && (whole - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(c);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thousands_stand_apart() {
        for (value, written) in [(7.0, "7"), (413.0, "413"), (2980.0, "2,980"), (32_100_000_000.0, "32,100,000,000"), (1234.5, "1,234.5")] {
            assert_eq!(grouped(value), written);
        }
    }

    #[test]
    fn a_number_is_written_without_a_tail_of_zeros() {
        for (value, text) in
            [(0.0, "0"), (-0.0, "0"), (7.5, "7.5"), (-0.25, "-0.25"), (2980.0, "2980"), (3.21e10, "32100000000"), (1e-9, "0")]
        {
            assert_eq!(decimal(value), text);
        }
        assert_eq!(decimal(-4e15), "-4000000000000000");
        assert_eq!(decimal(f64::MAX), "");
        assert_eq!(decimal(f64::NAN), "");
    }

    proptest! {
        #[test]
        fn a_number_of_three_decimals_comes_back(thousandths in -9_000_000_000_000i64..9_000_000_000_000) {
            let value = thousandths as f64 / 1000.0;
            prop_assert_eq!(decimal(value).parse::<f64>().unwrap(), value);
        }
    }
}
