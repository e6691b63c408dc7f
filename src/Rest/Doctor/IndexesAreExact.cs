using Naru.State;

namespace Naru.Rest.Doctor;

/// <summary>What lookups and quotas rest on: a document is in an index under the keys that it has, and nowhere else.</summary>
public sealed class IndexesAreExact : IInvariant
{
    public string Rule => "Every index of a table leads to exactly the documents that have its keys.";

    public IEnumerable<Violation> Violations(Snapshot state) => state.IndexFaults().Select(fault => new Violation(
        Violation.Title(fault.Table, fault.Id),
        fault.IsMissing ? $"missing in the index '{fault.Index}' under '{fault.Key}'" : $"is in the index '{fault.Index}' under '{fault.Key}'",
        fault.IsMissing ? "an entry there" : "no entry there: the document does not have that key"));
}
