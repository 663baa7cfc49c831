from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courant_core', '0004_redirects'),
    ]

    operations = [
        migrations.CreateModel(
            name='SiteState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('settings', models.JSONField()),
                ('changed', models.JSONField(default=list)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='SiteDraft',
            fields=[
                ('by', models.CharField(max_length=150, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=32, unique=True)),
                ('settings', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='SiteFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=16)),
                ('name', models.CharField(max_length=40)),
                ('data', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('digest', 'name'), name='core_one_file')],
            },
        ),
    ]
