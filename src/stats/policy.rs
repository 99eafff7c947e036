//! Policies: what counts as present, what enters a rate.
//!
//! In: names and choices as a user writes them. Out: [`Policies`], printed beside every number
//! that follows from them. An unknown status has no policy: it is never counted as absent.

/// A question of counting, its choices, and which of them holds unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub name: &'static str,
    /// What may be chosen; the first holds unless said otherwise.
    pub choices: &'static [&'static str],
    /// What is decided.
    pub meaning: &'static str,
}

/// Every policy.
pub const POLICIES: [Policy; 6] = [
    Policy {
        name: "delegate",
        choices: &["present", "absent"],
        meaning: "a seat whose holder is away and whose delegate or substitute is there",
    },
    Policy {
        name: "partial",
        choices: &["present", "absent"],
        meaning: "who came after the beginning or left before the end",
    },
    Policy {
        name: "justified",
        choices: &["absent", "excluded"],
        meaning: "who was absent and justified",
    },
    Policy {
        name: "remote",
        choices: &["present", "absent"],
        meaning: "who took part by remote link",
    },
    Policy {
        name: "guests",
        choices: &["excluded", "included"],
        meaning: "guests, observers and staff on the roll",
    },
    Policy {
        name: "deserted",
        choices: &["excluded", "included"],
        meaning: "meetings of which the text says that the quorum was missing",
    },
];

/// A choice for each policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policies {
    /// By the order of [`POLICIES`].
    choices: [&'static str; POLICIES.len()],
}

impl Default for Policies {
    fn default() -> Self {
        Self { choices: POLICIES.map(|policy| policy.choices[0]) }
    }
}

impl Policies {
    /// Chooses; otherwise says what there is to choose from.
    pub fn set(&mut self, name: &str, choice: &str) -> Result<(), String> {
        let Some(at) = POLICIES.iter().position(|policy| policy.name == name) else {
            let names: Vec<&str> = POLICIES.iter().map(|policy| policy.name).collect();
            return Err(format!("there is no policy '{name}'; there are {}", names.join(", ")));
        };
        let choices = POLICIES[at].choices;
        let Some(known) = choices.iter().find(|known| **known == choice) else {
            return Err(format!(
                "'{choice}' is no choice of {name}: write {}",
                choices.join(" or ")
            ));
        };
        self.choices[at] = known;
        Ok(())
    }
    /// Each policy with what was chosen.
    pub fn chosen(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        POLICIES.iter().map(|policy| policy.name).zip(self.choices)
    }
    /// Whether a policy holds as it does unless said otherwise.
    pub(super) fn is_usual(&self, name: &str) -> bool {
        let usual = POLICIES.iter().find(|policy| policy.name == name);
        let chosen = self.chosen().find(|(known, _)| *known == name);
        usual.zip(chosen).is_none_or(|(policy, (_, choice))| policy.choices[0] == choice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_that_is_none_is_refused_with_those_there_are() {
        let mut policies = Policies::default();
        assert_eq!(policies.set("justified", "excluded"), Ok(()));
        assert!(!policies.is_usual("justified") && policies.is_usual("delegate"));
        let fault = policies.set("justified", "present").expect_err("no such choice");
        assert!(fault.contains("absent or excluded"), "{fault}");
        let fault = policies.set("delegates", "present").expect_err("no such policy");
        assert!(fault.contains("delegate, partial"), "{fault}");
        assert_eq!(policies.chosen().count(), POLICIES.len());
    }
}
