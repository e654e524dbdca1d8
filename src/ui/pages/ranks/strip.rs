//! The attainable scores as a strip with the bands to scale: a gap shows as a hole, an overlap as one band over another.
use crate::{
    domain::{rank::BandInput, score::Score},
    ui::messages::ranks as words,
};
use leptos::prelude::*;

/// A band on the strip, in whole percents of it. Ends are rounded, not lengths: bands that meet on paper meet here.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    label: String,
    from: String,
    to: String,
    at: i64,
    width: i64,
}

fn percent(score: Score) -> i64 {
    let (low, whole) = (Score::MIN.ten_thousandths(), Score::MAX.ten_thousandths() - Score::MIN.ten_thousandths());
    ((score.ten_thousandths() - low) * 200 + whole).div_euclid(2 * whole).clamp(0, 100)
}

/// What can be drawn of the rows: those whose ends are numbers in the right order and on the strip, from the lowest.
fn pieces(bands: &[BandInput]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = bands
        .iter()
        .filter_map(|band| {
            let (from, to): (Score, Score) = (band.min.parse().ok()?, band.max.parse().ok()?);
            let (at, end) = (percent(from), percent(to));
            (from < to && at < end).then(|| Piece {
                label: band.label.trim().to_owned(),
                from: from.to_string(),
                to: to.to_string(),
                at,
                width: end - at,
            })
        })
        .collect();
    pieces.sort_by_key(|piece| (piece.at, piece.width));
    pieces
}

/// Where two of them lie over each other: start and width.
fn overlaps(pieces: &[Piece]) -> Vec<(i64, i64)> {
    let (mut reach, mut found) = (0, Vec::new());
    for piece in pieces {
        let end = (piece.at + piece.width).min(reach);
        if end > piece.at {
            found.push((piece.at, end - piece.at));
        }
        reach = reach.max(piece.at + piece.width);
    }
    found
}

#[component]
pub fn Strip(#[prop(into)] bands: Signal<Vec<BandInput>>) -> impl IntoView {
    let drawn = Memo::new(move |_| bands.with(|bands| pieces(bands)));
    let label = move || {
        let all = drawn.with(|drawn| {
            drawn.iter().map(|piece| words::piece(&piece.label, &piece.from, &piece.to)).collect::<Vec<_>>().join(", ")
        });
        format!("{}: {all}", words::STRIP)
    };
    view! {
        <div class="rank-strip" role="img" aria-label={label}>
            <div class="rank-strip__track">
                {move || {
                    drawn
                        .get()
                        .into_iter()
                        .map(|piece| {
                            let class = format!("rank-strip__band at-{} w-{}", piece.at, piece.width);
                            view! {
                                <span class={class}>
                                    <b>{piece.label}</b>
                                    <span class="num">{piece.from}</span>
                                </span>
                            }
                        })
                        .collect_view()
                }}
                {move || {
                    drawn
                        .with(|drawn| overlaps(drawn))
                        .into_iter()
                        .map(|(at, width)| view! { <span class={format!("rank-strip__over at-{at} w-{width}")} /> })
                        .collect_view()
                }}
            </div>
            <p class="rank-strip__scale num">
                <span>{Score::MIN.to_string()}</span>
                <span>{Score::MAX.to_string()}</span>
            </p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rank::RankTable;

    #[test]
    fn a_whole_table_fills_the_strip() {
        let drawn = pieces(&RankTable::default().to_input());
        let spans: Vec<_> = drawn.iter().map(|piece| (piece.label.as_str(), piece.at, piece.width)).collect();
        assert_eq!(spans, [("C", 0, 27), ("B", 27, 9), ("B+", 36, 9), ("A", 45, 10), ("A+", 55, 45)]);
    }

    #[test]
    fn bands_over_each_other_show_where() {
        let band = |min: &str, max: &str| BandInput { label: "X".into(), min: min.into(), max: max.into() };
        assert!(overlaps(&pieces(&RankTable::default().to_input())).is_empty());
        let drawn = pieces(&[band("0.75", "4.05"), band("3.50", "6.25")]);
        assert_eq!(overlaps(&drawn), [(50, 10)]);
        let inside = pieces(&[band("0.75", "6.25"), band("3.50", "4.05")]);
        assert_eq!(overlaps(&inside), [(50, 10)]);
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        let band = |min: &str, max: &str| BandInput { label: "X".into(), min: min.into(), max: max.into() };
        let drawn = pieces(&[band("", "2"), band("3", "2"), band("0", "9"), band("7", "9")]);
        assert_eq!(drawn.iter().map(|piece| (piece.at, piece.width)).collect::<Vec<_>>(), [(0, 100)]);
    }
}
