//! Which instructions a product is computed with: those that the CPU is found to have when the
//! program runs. A kernel for any other is never handed out.

use super::kernel::Kernel;

/// A set of instructions. Sets differ in speed only: the products are the same to the bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Instructions {
    /// Whatever the compiler makes of plain arithmetic; every CPU has them.
    Portable,
    /// 256 bits on x86-64: `vpmaddwd ymm` (Intel since 2013, AMD since 2015).
    Avx2,
    /// 512 bits on x86-64: `vpmaddwd zmm` (AVX-512 BW).
    Avx512,
    /// 512 bits on x86-64, multiplying and adding in one: `vpdpwssd zmm` (AVX-512 VNNI).
    Avx512Vnni,
    /// 128 bits on 64-bit ARM: `smlal`, `smlal2`.
    Neon,
    /// As [`Self::Portable`], with weights in the order of [`Self::Neon`].
    #[cfg(test)]
    Quarters,
}

impl Instructions {
    /// From the slowest to the fastest.
    const ALL: &[Self] = &[
        Self::Portable,
        #[cfg(test)]
        Self::Quarters,
        Self::Neon,
        Self::Avx2,
        Self::Avx512,
        Self::Avx512Vnni,
    ];

    /// Those that this CPU has, from the slowest to the fastest.
    ///
    /// ```
    /// use diglot::encode::matmul::Instructions;
    ///
    /// assert_eq!(Instructions::available().next(), Some(Instructions::Portable));
    /// ```
    pub fn available() -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|instructions| instructions.kernel().is_some())
    }

    /// The fastest that this CPU has.
    pub fn best() -> Self {
        Self::available().last().unwrap_or(Self::Portable)
    }

    /// A short name, for people: `AVX2`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            Self::Avx2 => "AVX2",
            Self::Avx512 => "AVX-512",
            Self::Avx512Vnni => "AVX-512 VNNI",
            Self::Neon => "NEON",
            #[cfg(test)]
            Self::Quarters => "quarters",
        }
    }

    /// The kernel made of them, if this CPU has them. This is the only way to a kernel, and so the
    /// reason why running one is sound. (The standard library remembers what it detected.)
    pub(super) fn kernel(self) -> Option<&'static Kernel> {
        match self {
            Self::Portable => Some(&super::portable::KERNEL),
            #[cfg(test)]
            Self::Quarters => Some(&super::quarters::KERNEL),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => is_x86_feature_detected!("avx2").then_some(&super::avx2::KERNEL),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => has_avx512().then_some(&super::avx512::KERNEL),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512Vnni => (has_avx512() && is_x86_feature_detected!("avx512vnni"))
                .then_some(&super::avx512_vnni::KERNEL),
            #[cfg(target_arch = "aarch64")]
            Self::Neon => {
                std::arch::is_aarch64_feature_detected!("neon").then_some(&super::neon::KERNEL)
            }
            // Those of another architecture.
            _ => None,
        }
    }
}

#[cfg(target_arch = "x86_64")]
fn has_avx512() -> bool {
    is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw")
}
