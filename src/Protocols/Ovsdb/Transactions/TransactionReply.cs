using System.Text.Json;

using Naru.Primitives;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>Reads the reply to <c>transact</c> (RFC 7047 §4.1.3): a result an operation, or the error that undid them all.</summary>
internal static class TransactionReply
{
    public static Result<EquatableList<OperationResult>> Read(JsonElement json, IReadOnlyList<Operation> operations)
    {
        if (json.ValueKind is not JsonValueKind.Array)
            return OvsdbErrors.Malformed("transact", "an array of results");
        var results = new List<OperationResult>(operations.Count);
        foreach (var item in json.EnumerateArray())
        {
            // An error in an element past the last operation concerns the commit of them all.
            if (item.ValueKind is JsonValueKind.Object && item.TryGetProperty("error", out _))
                return OvsdbErrors.FromReply(item, Subject(operations, results.Count));
            if (!OperationResult.TryRead(item, out var result))
                return OvsdbErrors.Malformed("transact", "a result object for each operation");
            results.Add(result);
        }
        return results.Count == operations.Count
            ? results.ToEquatableList()
            : OvsdbErrors.Malformed("transact", $"{operations.Count} results, not {results.Count}");
    }

    private static string Subject(IReadOnlyList<Operation> operations, int index) =>
        index < operations.Count ? $"operation {index + 1} of {operations.Count}, {operations[index]}" : "the commit of the transaction";
}
