using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>Something that a host has of an instance: a line of its answer to <see cref="NodeQuestionKind.Instances"/>.</summary>
/// <param name="Owner">The id of the instance; of a network device as much of a port's id as its name has (11 letters).</param>
/// <param name="Name">As the host calls it: a path, or the name of a device.</param>
public sealed record InstanceTrace(InstanceTraceKind Kind, string Owner, string Name)
{
    private const char Separator = ' ';

    public static string Write(IEnumerable<InstanceTrace> traces) => string.Join('\n', traces.Select(trace => $"{trace.Kind}{Separator}{trace.Owner}{Separator}{trace.Name}"));

    /// <summary>Lines that are none are an error: the host speaks of something else.</summary>
    public static Result<IReadOnlyList<InstanceTrace>> Read(string text)
    {
        var traces = new List<InstanceTrace>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(Separator, 3) is not [var kind, var owner, var name] || !Enum.TryParse<InstanceTraceKind>(kind, out var known))
                return Error.Invalid($"'{line}' does not tell what a host has of an instance.");
            traces.Add(new InstanceTrace(known, owner, name));
        }
        return traces;
    }
}
