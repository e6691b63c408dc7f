using System.Text.Json.Serialization;
using Naru.State;

namespace Naru.Identity.Passwords;

/// <summary>The wrong passwords that were given for a user since the last right one.</summary>
/// <param name="Id">The user's id.</param>
internal sealed record FailedLogins(string Id, int Count, DateTimeOffset LastAt) : IDocument
{
    /// <summary>Apart from the users: a wrong password must not make everybody's tokens be checked anew.</summary>
    public static readonly Table<FailedLogins> Table = new("failed_logins", FailedLoginsJson.Default.FailedLogins);

    /// <param name="most">As many lock the user. More than that come after a lock that is over, and begin anew.</param>
    public static void Add(Transaction state, string userId, int most)
    {
        if (state.In(Table).Find(userId) is { } before)
            state.Update(Table, before with { Count = before.Count >= most ? 1 : before.Count + 1, LastAt = state.Time });
        else
            state.Insert(Table, new FailedLogins(userId, 1, state.Time));
    }

    public static void Clear(Transaction state, string userId)
    {
        if (state.In(Table).Contains(userId))
            state.Delete(Table, userId);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FailedLogins))]
internal sealed partial class FailedLoginsJson : JsonSerializerContext;
