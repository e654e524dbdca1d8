//! The organisation is a forest of managers (R4): everybody has at most one manager, and following managers upwards always ends.
//! Whether a manager exists at all is the caller's business: a manager who is nobody's key simply is the top.
use std::collections::{BTreeMap, BTreeSet};

/// The first loop found, as the chain of who reports to whom with the first person repeated last; `None` for a forest.
/// Somebody who reports to themself is a loop of one: `[a, a]`.
pub fn find_loop<K: Ord + Clone>(manager_of: &BTreeMap<K, K>) -> Option<Vec<K>> {
    find_loops(manager_of).into_iter().next()
}

/// Every loop once. With one manager each, two loops never share a person, so together they are no longer than the company.
///
/// Walks up from everybody and stops where an earlier walk has been: each report is followed once, and a chain may be
/// as deep as the company is large, for nothing here recurses.
pub fn find_loops<K: Ord + Clone>(manager_of: &BTreeMap<K, K>) -> Vec<Vec<K>> {
    let mut loops = Vec::new();
    // In which walk a person was met, and how far up.
    let mut met: BTreeMap<&K, (usize, usize)> = BTreeMap::new();
    for (walk, start) in manager_of.keys().enumerate() {
        let mut path: Vec<&K> = Vec::new();
        let mut next = Some(start);
        while let Some(person) = next {
            if let Some(&(earlier, at)) = met.get(person) {
                if earlier == walk {
                    loops.push(path[at..].iter().copied().chain([person]).cloned().collect());
                }
                break;
            }
            met.insert(person, (walk, path.len()));
            path.push(person);
            next = manager_of.get(person);
        }
    }
    loops
}

/// The chain that would come back to `person` if they reported to `manager`: `person`, `manager`, and so on up to `person` again; `None`
/// when it would not (R4). What `manager_of` says of `person` themself does not count: it is what would be replaced.
pub fn loop_through<K: Ord + Clone>(person: &K, manager: &K, manager_of: &BTreeMap<K, K>) -> Option<Vec<K>> {
    let mut chain = vec![person.clone(), manager.clone()];
    // A loop that is there already, elsewhere, must not be walked for ever.
    for _ in 0..=manager_of.len() {
        let at = chain.last()?;
        if at == person {
            return Some(chain);
        }
        chain.push(manager_of.get(at)?.clone());
    }
    None
}

/// The forest as it can be walked (R4). Whoever names a manager who is not in it stands at the top; a loop, should there ever be one,
/// is nobody's root and is walked once.
#[derive(Clone, Debug)]
pub struct Forest<K> {
    children: BTreeMap<K, Vec<K>>,
    manager_of: BTreeMap<K, K>,
    roots: Vec<K>,
}

impl<K: Ord + Clone> Forest<K> {
    /// Children stand in the order in which they are given.
    pub fn new(people: impl Iterator<Item = (K, Option<K>)> + Clone) -> Self {
        let known: BTreeSet<K> = people.clone().map(|(person, _)| person).collect();
        let mut forest = Forest { children: BTreeMap::new(), manager_of: BTreeMap::new(), roots: Vec::new() };
        for (person, manager) in people {
            match manager.filter(|manager| known.contains(manager) && *manager != person) {
                Some(manager) => {
                    forest.children.entry(manager.clone()).or_default().push(person.clone());
                    forest.manager_of.insert(person, manager);
                }
                None => forest.roots.push(person),
            }
        }
        forest
    }

    pub fn roots(&self) -> &[K] {
        &self.roots
    }

    pub fn children(&self, person: &K) -> &[K] {
        self.children.get(person).map_or(&[], Vec::as_slice)
    }

    /// How many there are further down, everybody once.
    pub fn below(&self, person: &K) -> u64 {
        let mut seen = BTreeSet::from([person]);
        let mut open = vec![person];
        while let Some(next) = open.pop() {
            open.extend(self.children(next).iter().filter(|child| seen.insert(child)));
        }
        seen.len() as u64 - 1
    }

    /// From the top down to the direct manager.
    pub fn above(&self, person: &K) -> Vec<K> {
        let mut chain = Vec::new();
        let mut next = self.manager_of.get(person);
        while let Some(manager) = next.filter(|manager| *manager != person && !chain.contains(*manager)) {
            chain.push(manager.clone());
            next = self.manager_of.get(manager);
        }
        chain.reverse();
        chain
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn managers(links: &[(&'static str, &'static str)]) -> BTreeMap<&'static str, &'static str> {
        links.iter().copied().collect()
    }

    #[test]
    fn a_forest_has_no_loop() {
        assert_eq!(find_loop::<&str>(&BTreeMap::new()), None);
        assert_eq!(find_loop(&managers(&[("a", "b"), ("b", "top"), ("c", "b"), ("x", "y")])), None);
    }

    #[test]
    fn a_loop_is_told_in_the_order_of_the_chain() {
        assert_eq!(find_loop(&managers(&[("a", "c"), ("c", "b"), ("b", "a")])), Some(vec!["a", "c", "b", "a"]));
    }

    #[test]
    fn whoever_reports_into_a_loop_is_not_part_of_it() {
        assert_eq!(find_loop(&managers(&[("a", "b"), ("b", "d"), ("d", "c"), ("c", "d")])), Some(vec!["d", "c", "d"]));
    }

    #[test]
    fn reporting_to_oneself_is_a_loop_of_one() {
        assert_eq!(find_loop(&managers(&[("a", "b"), ("b", "b")])), Some(vec!["b", "b"]));
    }

    #[test]
    fn every_loop_is_found_once() {
        let two = managers(&[("a", "b"), ("b", "a"), ("c", "a"), ("x", "y"), ("y", "z"), ("z", "x")]);
        assert_eq!(find_loops(&two), [vec!["a", "b", "a"], vec!["x", "y", "z", "x"]]);
    }

    #[test]
    fn a_new_manager_from_below_closes_a_loop() {
        let company = managers(&[("a", "top"), ("b", "a"), ("c", "b")]);
        assert_eq!(loop_through(&"a", &"c", &company), Some(vec!["a", "c", "b", "a"]));
        assert_eq!(loop_through(&"a", &"a", &company), Some(vec!["a", "a"]));
        assert_eq!(loop_through(&"c", &"top", &company), None);
        assert_eq!(loop_through(&"new", &"c", &company), None);
        let broken = managers(&[("x", "y"), ("y", "x")]);
        assert_eq!(loop_through(&"a", &"x", &broken), None, "somebody else's loop ends the walk");
    }

    #[test]
    fn a_chain_as_deep_as_the_company_is_walked() {
        // With the order of the keys one walk does it all, against it each walk meets the one before.
        let mut up: BTreeMap<u32, u32> = (0..20_000).map(|n| (n, n + 1)).collect();
        let down: BTreeMap<u32, u32> = (1..=20_000).map(|n| (n, n - 1)).collect();
        assert_eq!(find_loop(&up), None);
        assert_eq!(find_loop(&down), None);
        up.insert(20_000, 0);
        let chain = find_loop(&up).expect("a loop through everybody");
        assert_eq!((chain.len(), chain[0], chain[20_001]), (20_002, 0, 0));
    }

    /// Walks up from one person for as many steps as there are people, and says whether that comes back to them.
    fn is_on_a_loop(manager_of: &BTreeMap<u8, u8>, person: u8) -> bool {
        let mut at = person;
        for _ in 0..=manager_of.len() {
            match manager_of.get(&at) {
                Some(&manager) if manager == person => return true,
                Some(&manager) => at = manager,
                None => return false,
            }
        }
        false
    }

    proptest! {
        #[test]
        fn a_loop_through_somebody_is_a_loop_once_it_is_made(
            manager_of in proptest::collection::btree_map(0u8..24, 0u8..28, 0..24), person in 0u8..24, manager in 0u8..28,
        ) {
            let mut after = manager_of.clone();
            after.insert(person, manager);
            prop_assert_eq!(loop_through(&person, &manager, &manager_of).is_some(), is_on_a_loop(&after, person));
        }

        #[test]
        fn loops_are_what_a_naive_walk_finds(manager_of in proptest::collection::btree_map(0u8..24, 0u8..28, 0..24)) {
            let loops = find_loops(&manager_of);
            let mut members = BTreeSet::new();
            for chain in &loops {
                prop_assert!(chain.len() >= 2);
                prop_assert_eq!(chain.first(), chain.last());
                for pair in chain.windows(2) {
                    prop_assert_eq!(manager_of.get(&pair[0]), Some(&pair[1]));
                    prop_assert!(members.insert(pair[0]), "met twice: {}", pair[0]);
                }
            }
            let naive: BTreeSet<u8> = manager_of.keys().copied().filter(|&person| is_on_a_loop(&manager_of, person)).collect();
            prop_assert_eq!(members, naive);
            prop_assert_eq!(find_loop(&manager_of), loops.into_iter().next());
        }
    }

    #[test]
    fn a_forest_is_walked_up_and_down() {
        let people = [("a", None), ("b", Some("a")), ("c", Some("a")), ("d", Some("b")), ("e", Some("gone")), ("f", Some("f"))];
        let forest = Forest::new(people.into_iter());
        assert_eq!(forest.roots(), ["a", "e", "f"]);
        assert_eq!(forest.children(&"a"), ["b", "c"]);
        assert_eq!((forest.below(&"a"), forest.below(&"d"), forest.below(&"f")), (3, 0, 0));
        assert_eq!(forest.above(&"d"), ["a", "b"]);
        let circle = Forest::new([("x", Some("y")), ("y", Some("x"))].into_iter());
        assert_eq!((circle.roots().len(), circle.below(&"x"), circle.above(&"x")), (0, 1, vec!["y"]));
    }
}
