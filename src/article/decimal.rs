//! Numbers as text.

/// A number as a reader expects it, with at most six decimals: `7.5`, `32100000000`, `-0.25`. Empty where a `u64` cannot hold it.
///
/// Not `Display`: the standard library's exact conversion of floats is larger than all of search.
pub fn decimal(value: f64) -> String {
    const DECIMALS: usize = 6;
    let size = value.abs();
    // Above 10^13 six decimals would not fit, and a float has few of them left.
    if !(size < 1e13) {
        return if size < 1e19 { format!("{}{}", if value < 0.0 { "-" } else { "" }, size as u64) } else { String::new() };
    }
    let scaled = (size * 1e6).round() as u64;
    let digits = scaled.to_string();
    let digits = "0".repeat((DECIMALS + 1).saturating_sub(digits.len())) + &digits;
    let (whole, fraction) = digits.split_at(digits.len() - DECIMALS);
    let fraction = fraction.trim_end_matches('0');
    let sign = if value < 0.0 && scaled > 0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    [sign, whole, point, fraction].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_written_without_a_tail_of_zeros() {
        for (value, text) in [(0.0, "0"), (-0.0, "0"), (7.5, "7.5"), (-0.25, "-0.25"), (2980.0, "2980"), (3.21e10, "32100000000"), (1e-9, "0")] {
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
