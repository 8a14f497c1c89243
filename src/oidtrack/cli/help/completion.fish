# oidtrack completion for fish: oidtrack completion fish | source
function __oidtrack_complete
    set -l typed (commandline -opc)
    set -l word (commandline -ct)
    set -l found (oidtrack __complete $typed[2..-1] $word 2>/dev/null)
    if test "$found[1]" = "@files"
        # of `--html=page` only what follows the sign is a path
        set -l head (string match -r '^--[^=]+=' -- $word)
        for path in (__fish_complete_path (string replace -r '^--[^=]+=' '' -- $word))
            printf '%s\n' "$head$path"
        end
    else
        printf '%s\n' $found
    end
end
complete -c oidtrack -f -a '(__oidtrack_complete)'
