namespace Naru.State;

/// <summary>Why a write happens, as the journal will say.</summary>
/// <param name="RequestId">The id of the API request, such as <c>req-…</c>, or the name of the loop that writes.</param>
/// <param name="Actor">Who: a user id, or the part of the program.</param>
public sealed record WriteContext(string RequestId, string Actor);
