namespace Naru.Rest.Policy;

/// <summary>A rule in an operator's file.</summary>
/// <param name="Line">Where its name stands, from 1.</param>
internal sealed record PolicyLine(string File, long Line, string Name, string Expression)
{
    public string Complain(string reason) => $"{File}:{Line}: {reason}";
}
