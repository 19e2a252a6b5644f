#!/bin/sh
# Makes a real sshd, a real tmux, zsh and fish available to the tests, which start one of their own each.
# Installs them where that needs nobody's password (root, apt-get: a container); elsewhere says what will be missing.
set -eu

find_sshd() {
    command -v sshd || for place in /usr/sbin/sshd /usr/local/sbin/sshd; do
        if [ -x "$place" ]; then echo "$place" && return; fi
    done
}

packages=
if [ -z "$(find_sshd)" ]; then packages="openssh-server openssh-client"; fi
for name in tmux zsh fish; do
    if ! command -v $name >/dev/null; then packages="$packages $name"; fi
done

if [ -n "$packages" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # RUNLEVEL=1 keeps the package from starting the system's sshd.
    export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
    log=$(mktemp)
    # One by one: where one is not to be had, the others are.
    {
        apt-get -qq update
        failed=
        for package in $packages; do apt-get -qq install --no-install-recommends "$package" || failed=yes; done
        [ -z "$failed" ]
    } >"$log" 2>&1 </dev/null || cat "$log" >&2
    rm -f "$log"
fi

if [ -n "$(find_sshd)" ]; then
    # The folder that sshd of Debian wants when it is started as root; a boot would have made it.
    if [ "$(id -u)" = 0 ]; then mkdir -p /run/sshd; fi
else
    {
        echo "************************************************************************"
        echo "* There is no sshd here: THE SSH TESTS WILL BE SKIPPED.                *"
        echo "* Install the OpenSSH server (Debian: openssh-server) to run them all. *"
        echo "************************************************************************"
    } >&2
fi

if ! command -v tmux >/dev/null; then
    {
        echo "************************************************************************"
        echo "* There is no tmux here: THE TESTS OF COPYING IN TMUX WILL BE SKIPPED. *"
        echo "* Install tmux to run them all.                                        *"
        echo "************************************************************************"
    } >&2
fi

for name in zsh fish; do
    if ! command -v $name >/dev/null; then
        {
            echo "************************************************************************"
            echo "* There is no $name here: THE TESTS OF COMPLETION IN IT WILL BE SKIPPED. *"
            echo "* Install $name to run them all.                                         *"
            echo "************************************************************************"
        } >&2
    fi
done
