# oidtrack completion for bash: source <(oidtrack completion bash)
_oidtrack() {
    local line word cur="${COMP_WORDS[COMP_CWORD]}"
    COMPREPLY=()
    while IFS= read -r line; do
        word="${line%%$'\t'*}"
        if [[ $word == @files ]]; then
            compopt -o default 2>/dev/null
            COMPREPLY=()
            return
        fi
        # a medicine that an amount follows goes on in the same word
        [[ $word == *' ' ]] && compopt -o nospace 2>/dev/null
        # after `--tag=` bash sees only what follows the sign
        [[ $word == --*=* ]] && word="${word#*=}"
        [[ $cur == [\"\']* ]] || printf -v word '%q' "$word"
        COMPREPLY+=("$word")
    done < <("${1:-oidtrack}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _oidtrack oidtrack
