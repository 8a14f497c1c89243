#compdef oidtrack
# oidtrack completion for zsh: source <(oidtrack completion zsh), after compinit
_oidtrack() {
    local -a values shown
    local line
    while IFS= read -r line; do
        if [[ $line == @files ]]; then
            _files
            return
        fi
        values+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  -- }")
    done < <(oidtrack __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)
    (( $#values )) && compadd -l -d shown -a values
}
if [[ ${funcstack[1]} == _oidtrack ]]; then
    _oidtrack "$@"
else
    compdef _oidtrack oidtrack
fi
