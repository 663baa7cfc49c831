#!/usr/bin/env bash
# Library: dulwich 1.2.21, git 2.39 or newer for the comparison.
# Source: git-config(1), receive.denyCurrentBranch: "Defaults to refuse", since such a push "brings the HEAD out of sync
#   with the index and working tree".
# Guess: a push to a repository on the same disk is rejected if it would move the branch that is checked out there, as
#   git rejects it.
# Seen:
#   git: rejected, the branch has 1 commit
#   dulwich: no error, the branch has 2 commits, and the working copy says that fern.md was deleted
# Instead: open the target first and push only if it is bare.
. "$(dirname "$0")/lab.sh"
python_packages "dulwich==${DULWICH:-1.2.21}"

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
for who in AUTHOR COMMITTER; do export "GIT_${who}_NAME=Ada" "GIT_${who}_EMAIL=ada@example.org"; done
cd "$LAB"
for target in by-git by-dulwich; do
    git init -q -b main "$target"
    git -C "$target" commit -q --allow-empty -m First
done
for target in by-git by-dulwich; do
    git clone -q "$target" "$target-copy"
    echo green >"$target-copy/fern.md"
    git -C "$target-copy" add fern.md
    git -C "$target-copy" commit -q -m Fern
done

counted() { git -C "$1" rev-list --count main; }
{
    git -C by-git-copy push -q origin main 2>/dev/null && echo "git: no error" ||
        echo "git: rejected, the branch has $(counted by-git) commit"
    py -c 'from dulwich import porcelain; porcelain.push("by-dulwich-copy", "by-dulwich", "main")' >/dev/null &&
        echo "dulwich: no error, the branch has $(counted by-dulwich) commits, and the working copy says that" \
            "$(git -C by-dulwich status --porcelain | sed -n 's/^D  //p') was deleted"
} | as_seen
