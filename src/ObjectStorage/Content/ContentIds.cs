namespace Naru.ObjectStorage.Content;

/// <summary>The ids of bytes. They tell which run of the program has made them, so that no clock has to say what is young.</summary>
internal sealed class ContentIds
{
    private const int RunLength = 8;

    private readonly string _run = Guid.NewGuid().ToString("N")[..RunLength];

    public string Next() => Guid.NewGuid().ToString("N") + _run;

    public bool IsOfThisRun(string id) => id.EndsWith(_run, StringComparison.Ordinal);
}
