# oidtrack completion for fish: oidtrack completion fish | source
function __oidtrack_complete
    set -l typed (commandline -opc)
    set -l found (oidtrack __complete $typed[2..-1] (commandline -ct) 2>/dev/null)
    if test "$found[1]" = "@files"
        __fish_complete_path (commandline -ct)
    else
        printf '%s\n' $found
    end
end
complete -c oidtrack -f -a '(__oidtrack_complete)'
