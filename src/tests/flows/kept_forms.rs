//! A form without scripts that was refused comes back with what was typed into it, to its writer and to nobody else; once it is
//! accepted nothing of it is left. A step says on the page it leads to that it was taken (R50).
use crate::support::{TestApp, on_both};

on_both! {
    async fn a_refused_approval_and_a_refused_table_keep_their_texts(app: TestApp) {
        let year = app.open_evaluation(&["ann"]).await.to_string();
        app.rank_tables(year.parse().expect("a year")).await;
        let review = app.review_of("ann").await;
        app.sign_in("ann").await.submit_self(review, "self-of-ann", ["3", "3", "3"]).await;
        let mut alice = app.acting("alice", "manager").await;
        alice.move_review(review, "start", "self_eval_submitted", "").await;
        alice.complete_evaluation(review, "evaluates-ann", ["3", "3", "3"], "Fine.").await;
        alice.form("submit-team-results", &[("year", &year)]).await;
        let mut hana = app.acting("hana", "hr_admin").await;
        assert_eq!(hana.form("confirm-results", &[("year", &year)]).await.status, 200);

        let mut pat = app.acting("pat", "board_member").await;
        let notes = "What we said <b>in the meeting</b> & after it.";
        let refused = pat.plain_form("approve-results", &[("year", &year), ("held_on", ""), ("notes", notes)]).await;
        assert_eq!(refused.status, 302, "{}", refused.text);
        let back = refused.location.expect("the way back").replace("http://pa.test/page", "/results");
        let page = pat.page(&back).await.text;
        assert!(page.contains("What we said &lt;b&gt;in the meeting&lt;/b&gt; &amp; after it."), "the notes are there again");
        assert!(pat.page(&back).await.text.contains("after it."), "and after reloading");
        assert!(!pat.page("/results").await.text.contains("after it."), "elsewhere they are not");
        let mut dora = app.acting("dora", "general_director").await;
        assert!(!dora.page(&back).await.text.contains("after it."), "nobody else sees them");
        let fine = [("year", year.as_str()), ("held_on", "2026-04-09"), ("notes", notes)];
        assert_eq!(pat.plain_form("approve-results", &fine).await.status, 302);
        assert_eq!(app.review_state("ann").await, "board_approved");
        assert!(!pat.page(&back.replace("/results", "/ranks")).await.text.contains("after it."), "accepted, nothing is left");
        // Only the decision itself says it from now on.
        assert_eq!(pat.page(&back).await.text.matches("after it.").count(), 1);

        let engineers = app.number("SELECT id FROM employee_types WHERE name = 'Engineer'").await.to_string();
        let hole = [("form[year]", year.as_str()), ("form[employee_type]", &engineers), ("form[grade]", ""),
            ("form[reason]", "Because of the new grades."), ("form[bands][0][label]", "Low"), ("form[bands][0][min]", "0.75"),
            ("form[bands][0][max]", "2.5"), ("form[bands][1][label]", "Topmost"), ("form[bands][1][min]", "2.6"), ("form[bands][1][max]", "6.25")];
        let refused = hana.plain_form("save-rank-table", &hole).await;
        assert_eq!(refused.status, 302, "{}", refused.text);
        let back = refused.location.expect("the way back").replace("http://pa.test/page", &format!("/ranks?year={year}&edit={engineers}"));
        let page = hana.page(&back.replacen("?__", "&__", 1)).await.text;
        for typed in ["Topmost", "2.6", "Because of the new grades."] {
            assert!(page.contains(typed), "{typed} is not there any more");
        }
    }
}

on_both! {
    async fn a_step_is_told_on_the_page_it_leads_to(app: TestApp) {
        app.open_evaluation(&["ann"]).await;
        let review = app.review_of("ann").await;
        app.sign_in("ann").await.submit_self(review, "self-of-ann", ["3", "3", "3"]).await;
        let mut alice = app.acting("alice", "manager").await;
        let id = review.to_string();
        let step = [("review", id.as_str()), ("action", "hand_back"), ("seen", "self_eval_submitted"), ("comment", "What about May?")];
        let moved = alice.plain_form("move-review", &step).await;
        assert_eq!(moved.location.as_deref(), Some(format!("/reviews/{review}?done=1").as_str()));
        let page = alice.page(moved.location.as_deref().unwrap_or_default()).await.text;
        assert!(page.contains("It is recorded"), "the page says nothing");
        assert!(!alice.page(&format!("/reviews/{review}")).await.text.contains("It is recorded"));
    }
}

on_both! {
    async fn passwords_and_links_are_not_kept_and_strangers_keep_nothing(app: TestApp) {
        let mut ann = app.sign_in("ann").await;
        let wrong = [("current", "not-her-password-7"), ("new", "short-7"), ("again", "short-7")];
        let refused = ann.plain_form("change-password", &wrong).await;
        assert_eq!(refused.status, 302, "{}", refused.text);
        // Somebody who is not signed in has no session to keep anything in, and is led back all the same.
        let mut nora = app.stranger();
        let link = [("token", "no-such-token-7"), ("new", "short-7"), ("again", "short-7")];
        let notes = [("year", "1"), ("held_on", ""), ("notes", "room that anybody can fill")];
        for (function, fields) in [("accept-invitation", link), ("approve-results", notes)] {
            let refused = nora.plain_form(function, &fields).await;
            assert_eq!(refused.status, 302, "{function}: {}", refused.text);
            assert!(refused.location.is_some_and(|back| back.contains("__err=")), "{function} was not refused");
        }
        let stored = app.texts("SELECT data AS text FROM sessions").await.join(" ");
        for secret in ["not-her-password-7", "short-7", "no-such-token-7", "anybody can fill"] {
            assert!(!stored.contains(secret), "{secret} was written down");
        }
    }
}
