#compdef oidtrack
# oidtrack completion for zsh: source <(oidtrack completion zsh), after compinit
_oidtrack() {
    local -a values shown behind
    local line
    while IFS= read -r line; do
        if [[ $line == @files ]]; then
            # of `--html=page` only what follows the sign is a path
            [[ $PREFIX == --*=* ]] && compset -P '--*='
            _files
            return
        fi
        values+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  -- }")
    done < <(oidtrack __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)
    # a medicine that an amount follows goes on in the same word
    [[ ${values[1]} == *' ' ]] && behind=(-S '')
    (( $#values )) && compadd -l "${behind[@]}" -d shown -a values
}
if [[ ${funcstack[1]} == _oidtrack ]]; then
    _oidtrack "$@"
else
    compdef _oidtrack oidtrack
fi
