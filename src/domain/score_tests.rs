//! R19 against an oracle that knows only fractions: a million cases, every digit compared, both ends of the range reached.
use super::*;
use proptest::prelude::*;

/// A fraction in lowest terms. Slow, and right by definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    fn new(over: i128, under: i128) -> Self {
        let (mut a, mut b) = (over.abs(), under);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Fraction { over: over / a.max(1), under: under / a.max(1) }
    }

    fn times(self, other: Self) -> Self {
        Fraction::new(self.over * other.over, self.under * other.under)
    }

    fn plus(self, other: Self) -> Self {
        Fraction::new(self.over * other.under + other.over * self.under, self.under * other.under)
    }

    /// What the digits say, read as a child would.
    fn read(text: &str) -> Self {
        let (whole, decimals) = text.split_once('.').expect("a point");
        let number: i128 = format!("{whole}{decimals}").parse().expect("digits");
        Fraction::new(number, 10i128.pow(u32::try_from(decimals.len()).expect("few")))
    }
}

/// The factor as R8 words it, not as the code keeps it.
fn factor(difficulty: Difficulty) -> Fraction {
    match difficulty {
        Difficulty::L1 => Fraction::new(5, 4),
        Difficulty::L2 => Fraction::new(1, 1),
        Difficulty::L3 => Fraction::new(3, 4),
    }
}

fn exact(items: &[Rated]) -> Fraction {
    items.iter().fold(Fraction::new(0, 1), |sum, item| {
        let weight = Fraction::new(i128::from(item.weight), 100);
        sum.plus(weight.times(factor(item.difficulty)).times(Fraction::new(i128::from(item.rating.value()), 1)))
    })
}

/// xorshift: cases that are the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn items(&mut self) -> Vec<Rated> {
        let count = 3 + self.below(3);
        let mut left = 100;
        (0..count)
            .map(|n| {
                let others = count - n - 1;
                let weight = if others == 0 { left } else { 1 + self.below(left - others) };
                left -= weight;
                Rated {
                    weight: i64::try_from(weight).expect("small"),
                    difficulty: Difficulty::ALL[usize::try_from(self.below(3)).expect("small")],
                    rating: Rating::ALL[usize::try_from(self.below(5)).expect("small")],
                }
            })
            .collect()
    }
}

fn rated(weight: i64, difficulty: Difficulty, rating: Rating) -> Rated {
    Rated { weight, difficulty, rating }
}

fn units(text: &str) -> Score {
    text.parse().expect("a score")
}

#[test]
fn a_million_scores_are_what_fractions_say() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..1_000_000 {
        let items = dice.items();
        let score = score(&items).expect("weights total 100");
        let sum = exact(&items);
        assert_eq!(i128::from(score.ten_thousandths()) * sum.under, sum.over * 10_000, "{items:?}");
        assert!(score.is_attainable(), "{items:?}");
    }
}

#[test]
fn every_attainable_score_is_written_exactly_and_read_back() {
    for number in Score::MIN.ten_thousandths()..=Score::MAX.ten_thousandths() {
        let score = Score::from_ten_thousandths(number);
        let text = score.to_string();
        assert_eq!(Fraction::read(&text), Fraction::new(i128::from(number), 10_000), "{text}");
        let decimals = text.split_once('.').expect("a point").1;
        assert!((2..=4).contains(&decimals.len()) && !(decimals.len() > 2 && decimals.ends_with('0')), "{text}");
        assert_eq!(text.parse(), Ok(score));
    }
}

#[test]
fn digits_are_those_of_the_rule() {
    for (number, text) in [
        (32_500, "3.25"),
        (31_250, "3.125"),
        (7_500, "0.75"),
        (62_500, "6.25"),
        (30_000, "3.00"),
        (30_001, "3.0001"),
        (0, "0.00"),
        (-5_000, "-0.50"),
        (-12_345, "-1.2345"),
    ] {
        assert_eq!(Score::from_ten_thousandths(number).to_string(), text);
        assert_eq!(units(text).ten_thousandths(), number);
    }
    assert_eq!((Score::MIN.to_string(), Score::MAX.to_string()), ("0.75".into(), "6.25".into()));
}

#[test]
fn a_number_is_read_as_people_type_it_or_not_at_all() {
    for (text, read) in [("3", "3.00"), (" 3.5 ", "3.50"), ("03.2500", "3.25")] {
        assert_eq!(units(text).to_string(), read, "{text:?}");
    }
    for text in ["", ".", "3.", ".5", "3,25", "3.12345", "+3", "--3", "3e2", "1 000", "3.2 5", "３", "NaN", "922337203685478"] {
        assert_eq!(text.parse::<Score>(), Err(NotAScore), "{text:?}");
    }
    assert_eq!("922337203685477.5807".parse(), Ok(Score(i64::MAX)));
    assert_eq!("922337203685477.5808".parse::<Score>(), Err(NotAScore));
}

#[test]
fn both_ends_are_reached() {
    let all = |difficulty, rating| [rated(34, difficulty, rating), rated(33, difficulty, rating), rated(33, difficulty, rating)];
    assert_eq!(score(&all(Difficulty::L3, Rating::FarBelow)), Ok(Score::MIN));
    assert_eq!(score(&all(Difficulty::L1, Rating::FarExceeds)), Ok(Score::MAX));
}

#[test]
fn only_weights_that_total_a_hundred_have_a_score() {
    let with = |weights: &[i64]| {
        let items: Vec<_> = weights.iter().map(|&weight| rated(weight, Difficulty::L2, Rating::Meets)).collect();
        score(&items)
    };
    assert_eq!(with(&[50, 30, 20]), Ok(units("3.00")));
    assert_eq!(with(&[50, 30, 19]), Err(ScoreProblem::WrongTotal { is: 99 }));
    assert_eq!(with(&[50, 30, 21]), Err(ScoreProblem::WrongTotal { is: 101 }));
    assert_eq!(with(&[]), Err(ScoreProblem::WrongTotal { is: 0 }));
    // Sums that come out at a hundred do not excuse a weight that is none.
    assert_eq!(with(&[50, 60, -10]), Err(ScoreProblem::WeightOutOfRange { position: 3 }));
    assert_eq!(with(&[100, 0]), Err(ScoreProblem::WeightOutOfRange { position: 2 }));
    assert_eq!(with(&[i64::MAX, 1]), Err(ScoreProblem::WeightOutOfRange { position: 1 }));
}

#[test]
fn a_receipt_shows_the_derivation() {
    let items = [
        rated(50, Difficulty::L1, Rating::Exceeds),
        rated(33, Difficulty::L2, Rating::Meets),
        rated(17, Difficulty::L3, Rating::FarExceeds),
    ];
    let receipt = receipt(&items).expect("whole");
    let lines: Vec<_> = receipt.lines.iter().map(|line| (line.position, line.points.to_string())).collect();
    assert_eq!(lines, [(1, "2.50".into()), (2, "0.99".into()), (3, "0.6375".into())]);
    assert_eq!(receipt.total.to_string(), "4.1275");
}

#[test]
fn the_live_sum_counts_what_is_rated() {
    let first = rated(50, Difficulty::L1, Rating::Exceeds);
    let half = partial(&[Some(first), None, None]);
    assert_eq!(half, Partial { so_far: units("2.50"), rated: 1, of: 3 });
    assert!(!half.is_whole() && !partial(&[]).is_whole());
    assert!(partial(&[Some(first)]).is_whole());
    let typing = partial(&[Some(rated(500, Difficulty::L1, Rating::Exceeds))]);
    assert_eq!(typing, Partial { so_far: Score::default(), rated: 0, of: 1 });
}

#[test]
fn targets_alone_say_what_can_be_attained() {
    let targets = [(50, Difficulty::L1), (30, Difficulty::L2), (20, Difficulty::L3)];
    assert_eq!(attainable(&targets), Ok((units("1.075"), units("5.375"))));
    assert_eq!(attainable(&[(99, Difficulty::L1)]), Err(ScoreProblem::WrongTotal { is: 99 }));
}

#[test]
fn an_average_is_rounded_half_up() {
    let average = |texts: &[&str]| Average::of(texts.iter().map(|text| units(text))).map(|average| average.to_string());
    assert_eq!(average(&[]), None);
    assert_eq!(average(&["3.00"]).as_deref(), Some("3.00"));
    assert_eq!(average(&["3.1249"]).as_deref(), Some("3.12"));
    assert_eq!(average(&["3.125"]).as_deref(), Some("3.13"));
    assert_eq!(average(&["3.12", "3.13"]).as_deref(), Some("3.13"));
    assert_eq!(average(&["3.00", "3.00", "3.01"]).as_deref(), Some("3.00"));
    assert_eq!(average(&["3.00", "3.01", "3.01"]).as_deref(), Some("3.01"));
}

#[test]
fn codes_survive_being_written_down() {
    for (value, rating) in (1..).zip(Rating::ALL) {
        assert_eq!(rating.value(), value);
        assert_eq!(rating.code(), value.to_string());
        assert_eq!(rating.code().parse(), Ok(rating));
        assert_eq!(Rating::from_value(value), Some(rating));
    }
    assert_eq!(" 3 ".parse(), Ok(Rating::Meets));
    for wrong in ["", "0", "6", "3.0", "meets"] {
        assert!(wrong.parse::<Rating>().is_err(), "{wrong}");
    }
    assert_eq!((Rating::from_value(0), Rating::from_value(6)), (None, None));
    assert_eq!(Average::try_from("3.25".to_owned()).map(String::from), Ok("3.25".into()));
    assert_eq!(Average::try_from("3.251".to_owned()), Err(NotAScore));
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_back(number in any::<i64>()) {
        // The lowest number of all has no positive twin, which is how digits are read.
        prop_assume!(number != i64::MIN);
        let score = Score::from_ten_thousandths(number);
        prop_assert_eq!(score.to_string().parse(), Ok(score));
        prop_assert_eq!(Score::try_from(String::from(score)), Ok(score));
    }

    #[test]
    fn the_lines_add_up_to_the_total(seed in 1u64..) {
        let items = Dice(seed).items();
        let receipt = receipt(&items).expect("whole");
        prop_assert_eq!(receipt.lines.iter().map(|line| line.points.ten_thousandths()).sum::<i64>(), receipt.total.ten_thousandths());
        let whole: Vec<_> = items.iter().copied().map(Some).collect();
        prop_assert_eq!(partial(&whole), Partial { so_far: receipt.total, rated: items.len(), of: items.len() });
    }

    #[test]
    fn any_score_lies_within_what_was_attainable(seed in 1u64..) {
        let items = Dice(seed).items();
        let targets: Vec<_> = items.iter().map(|item| (item.weight, item.difficulty)).collect();
        let (low, high) = attainable(&targets).expect("whole");
        let score = score(&items).expect("whole");
        prop_assert!(low <= score && score <= high && Score::MIN <= low && high <= Score::MAX);
    }

    /// Half up, said with fractions: the average is at most half a hundredth above the mean, and less than half below.
    #[test]
    fn an_average_is_the_nearest_hundredth(numbers in prop::collection::vec(7_500i64..=62_500, 1..40)) {
        let average = Average::of(numbers.iter().copied().map(Score::from_ten_thousandths)).expect("somebody");
        let count = i64::try_from(numbers.len()).expect("few");
        let off = average.hundredths() * 100 * count - numbers.iter().sum::<i64>();
        prop_assert!(-50 * count < off && off <= 50 * count);
        prop_assert_eq!(average.to_string().split_once('.').map(|(_, decimals)| decimals.len()), Some(2));
    }
}
