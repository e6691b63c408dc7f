namespace Naru.BlockStorage.Specs;

public sealed class BackupSpecs
{
    [Fact]
    public async Task A_backup_outlives_its_volume_and_an_incremental_one_has_only_what_changed()
    {
        await using var host = await VolumeHost.StartAsync();
        var id = await host.CreateAsync();
        host.Write(id, "first", 10 << 20);
        host.Write(id, "always", 500 << 20);
        var full = await BackUpAsync(host, $"\"volume_id\":\"{id}\"");
        host.Write(id, "later", 10 << 20);
        var incremental = await BackUpAsync(host, $"\"volume_id\":\"{id}\",\"incremental\":true");
        Assert.Equal(2, await ObjectsAsync(host, full));
        Assert.Equal(1, await ObjectsAsync(host, incremental));
        Assert.Equal(
            [$"backup_{full}/000002", $"backup_{full}/000125", $"backup_{full}/manifest", $"backup_{incremental}/000002", $"backup_{incremental}/manifest"],
            (await host.ObjectsAsync("volumebackups")).Split('\n', StringSplitOptions.RemoveEmptyEntries).OrderBy(name => name.StartsWith($"backup_{full}", StringComparison.Ordinal) ? 0 : 1));
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Delete, $"backups/{full}"));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, $"backups/{full}", token: VolumeHost.Other));
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"volumes/{id}"));
        await host.UntilAsync("volume", id, "gone");

        foreach (var (backup, text) in new[] { (full, "first"), (incremental, "later") })
        {
            var restored = (await host.JsonAsync(HttpMethod.Post, $"backups/{backup}/restore", """{"restore":{}}"""))["restore"]!["volume_id"]!.GetValue<string>();
            await host.UntilAsync("volume", restored, "available");
            Assert.Equal((text, "always"), (host.Read(restored, 5, 10 << 20), host.Read(restored, 6, 500 << 20)));
        }
        foreach (var backup in (string[])[incremental, full])
        {
            Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"backups/{backup}"));
            await host.UntilAsync("backup", backup, "gone");
        }
        Assert.Equal("", await host.ObjectsAsync("volumebackups"));
        Assert.Equal(2, host.Files.Count);
    }

    [Fact]
    public async Task A_backup_goes_into_the_container_that_was_named_and_one_whose_objects_are_gone_is_not_restored()
    {
        await using var host = await VolumeHost.StartAsync();
        var id = await host.CreateAsync();
        host.Write(id, "kept");
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, "backups", $$$"""{"backup":{"volume_id":"{{{id}}}","container":"a/b"}}"""));
        var backup = await BackUpAsync(host, $"\"volume_id\":\"{id}\",\"container\":\"cellar\"");
        Assert.Contains($"backup_{backup}/manifest", await host.ObjectsAsync("cellar"), StringComparison.Ordinal);

        var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(host.Client.BaseAddress!, $"/object-store/v1/AUTH_p1/cellar/backup_{backup}/000000"));
        request.Headers.Add("X-Auth-Token", VolumeHost.Owner);
        Assert.Equal(204, (int)(await host.Client.SendAsync(request)).StatusCode);
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"backups/{backup}/restore", $$$"""{"restore":{"volume_id":"{{{id}}}"}}"""));
        await host.UntilAsync("volume", id, "error_restoring");
        await host.UntilAsync("backup", backup, "available");
        Assert.Equal("kept", host.Read(id, 4));
    }

    [Fact]
    public async Task A_record_of_a_backup_names_no_path()
    {
        await using var host = await VolumeHost.StartAsync();
        var record = Convert.ToBase64String("""{"id":"0b8b5c5e-0000-4000-8000-000000000001","stored_as":"../volumes","project_id":"p1","volume_id":"0b8b5c5e-0000-4000-8000-000000000002","status":"available"}"""u8);
        var nowhere = Convert.ToBase64String("""{"id":"0b8b5c5e-0000-4000-8000-000000000001","stored_as":null,"project_id":"p1","volume_id":"0b8b5c5e-0000-4000-8000-000000000002","status":"available"}"""u8);
        foreach (var url in (string[])[record, nowhere, "nonsense", ""])
            Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, "backups/import_record", $$$"""{"backup-record":{"backup_service":"cinder.backup.drivers.posix.PosixBackupDriver","backup_url":"{{{url}}}"}}""", VolumeHost.Admin));
        Assert.Equal(403, await host.StatusAsync(HttpMethod.Post, "backups/import_record", $$$"""{"backup-record":{"backup_service":"cinder.backup.drivers.posix.PosixBackupDriver","backup_url":"{{{record}}}"}}"""));
    }

    private static async Task<string> BackUpAsync(VolumeHost host, string attributes)
    {
        var id = (await host.JsonAsync(HttpMethod.Post, "backups", $$$"""{"backup":{{{{attributes}}}}}"""))["backup"]!["id"]!.GetValue<string>();
        await host.UntilAsync("backup", id, "available");
        return id;
    }

    private static async Task<int> ObjectsAsync(VolumeHost host, string backup) => (await host.JsonAsync(HttpMethod.Get, $"backups/{backup}"))["backup"]!["object_count"]!.GetValue<int>();
}
