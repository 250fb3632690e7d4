//! Which rule set it is: a name and a version for people, and a hash over everything in force.

use serde::{Deserialize, Serialize};

/// Names a rule set in outputs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// `disclosure-report` for the rules built in; the name of the folder that they were read from.
    pub name: String,
    /// The version of the tool for the rules built in; none for rules of a folder.
    pub version: Option<String>,
    /// SHA-256 over every rule and schema file and every value given to a parameter, as 64 hexadecimal digits.
    pub hash: String,
}

/// So many digits of the hash are enough to tell rule sets apart where there is little room.
const SHORT: usize = 12;

impl Identity {
    /// The first 12 digits of the hash.
    pub fn short_hash(&self) -> &str {
        self.hash.get(..SHORT).unwrap_or(&self.hash)
    }

    /// `disclosure-report 0.1.0 (sha256:0123456789ab)`
    pub fn line(&self) -> String {
        let version = self.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
        format!("{}{version} (sha256:{})", self.name, self.short_hash())
    }
}
