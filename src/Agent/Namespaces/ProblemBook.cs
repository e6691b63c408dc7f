using Naru.Primitives;

namespace Naru.Agent.Namespaces;

/// <summary>What is wrong with each of some things at the moment. A problem is told when it begins, and not each time that it is found again.</summary>
/// <param name="tell">Told whose problem begins, and the reason.</param>
internal sealed class ProblemBook(Action<string, string> tell)
{
    private readonly Dictionary<string, Error> _problems = [];

    /// <summary>Null: nothing is wrong.</summary>
    public Error? Of(string name) => _problems.GetValueOrDefault(name);

    /// <param name="problem">Null: nothing is wrong any more.</param>
    public void Note(string name, Error? problem)
    {
        if (problem is null)
            _problems.Remove(name);
        else if (_problems.GetValueOrDefault(name) != problem)
        {
            _problems[name] = problem;
            tell(name, problem.Message);
        }
    }

    /// <summary>Forgets those that are not there any more.</summary>
    public void KeepOnly(IReadOnlySet<string> names)
    {
        foreach (var gone in _problems.Keys.Where(name => !names.Contains(name)).ToList())
            _problems.Remove(gone);
    }
}
