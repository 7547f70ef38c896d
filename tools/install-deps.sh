#!/usr/bin/env bash
# Installs the Debian packages that are missing for the given purposes:
#     tools/install-deps.sh build|test|bench|lint ...
# Says what it does, asks nothing, does nothing when everything is there. Works as root or
# through sudo. Package lists are fetched only when a package is not known or not found.
set -euo pipefail

packages_build=(gcc libc6-dev make cmake ninja-build pkg-config libjansson-dev libexpat1-dev)
packages_test=(libcmocka-dev clang libclang-rt-dev fet fet-data python3)
packages_bench=(fet fet-data python3)
packages_lint=(clang clang-format clang-tidy gcovr)

die() {
    echo "deps: $*" >&2
    exit 1
}

wanted=()
for purpose in "${@:-build}"; do
    case $purpose in
    build) wanted+=("${packages_build[@]}") ;;
    test) wanted+=("${packages_build[@]}" "${packages_test[@]}") ;;
    bench) wanted+=("${packages_build[@]}" "${packages_bench[@]}") ;;
    lint) wanted+=("${packages_build[@]}" "${packages_lint[@]}") ;;
    *) die "unknown purpose '$purpose'; use build, test, bench or lint" ;;
    esac
done

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "deps: this is not Debian; please see to it yourself that these are installed:"
    printf 'deps:   %s\n' "${wanted[@]}" | sort -u
    exit 0
fi

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ] && return
    # pkg-config is a name that pkgconf answers for on newer systems.
    [ "$1" = pkg-config ] && command -v pkg-config >/dev/null
}

missing=()
while read -r package; do
    is_installed "$package" || missing+=("$package")
done < <(printf '%s\n' "${wanted[@]}" | sort -u)
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "run as root: apt-get install ${missing[*]}"
    sudo -n true 2>/dev/null || [ -t 0 ] || die "run: sudo apt-get install ${missing[*]}"
    as_root=(sudo)
fi

apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@"
}

update_lists() {
    echo "deps: fetching the package lists (apt-get update)"
    apt update || die "apt-get update failed; is the network there?"
}

install_missing() { apt install -y --no-install-recommends "${missing[@]}" >/dev/null; }

updated=no
for package in "${missing[@]}"; do
    if [ -z "$(apt-cache show "$package" 2>/dev/null)" ]; then
        update_lists
        updated=yes
        break
    fi
done
echo "deps: installing ${missing[*]}"
if ! install_missing; then
    [ $updated = yes ] && die "apt-get could not install the packages"
    update_lists
    install_missing || die "apt-get could not install the packages"
fi
